import { VerdictsError } from '../../errors.js';

/** A file as a form sent it. */
export interface UploadedFile {
  /** As the browser calls it; empty when no file was chosen. */
  name: string;
  /** Its bytes, to be read once and before the request is answered. */
  bytes: AsyncIterable<Uint8Array>;
}

/** A part's headers are never longer, in bytes. */
const longestHeaders = 1 << 14;

/**
 * The first file of a `multipart/form-data` body (RFC 7578), as it arrives: nothing but the piece at hand is
 * in memory. Undefined when the body has no file, or is none. Throws a `VerdictsError`, also while the bytes
 * are read, when the body ends too early.
 */
export async function uploadedFile(
  contentType: string,
  body: AsyncIterable<Uint8Array> | null,
): Promise<UploadedFile | undefined> {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ??
    [];
  const boundary = quoted ?? bare;
  if (!boundary || !body) return undefined;
  const parts = new PartReader(body);
  const delimiter = `\r\n--${boundary}`;
  for await (const _preamble of parts.until(delimiter)) {
    // What stands before the first part, or is not a file, is passed over.
  }
  for (;;) {
    const headers = await parts.headers();
    if (headers === undefined) return undefined;
    const name = fileNameIn(headers);
    if (name !== undefined) return { name, bytes: parts.until(delimiter) };
    for await (const _field of parts.until(delimiter)) {
      // Another field of the form.
    }
  }
}

class PartReader {
  #chunks: AsyncIterator<Uint8Array>;
  /** The line end that the first delimiter may lack. */
  #buffer = Buffer.from('\r\n');

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  /** The bytes up to the delimiter, which is passed over. */
  async *until(delimiter: string): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(delimiter, 0, 'latin1');
      if (end >= 0) {
        if (end > 0) yield this.#buffer.subarray(0, end);
        this.#buffer = this.#buffer.subarray(end + delimiter.length);
        return;
      }
      // The last bytes may be the beginning of a delimiter.
      const safe = this.#buffer.length - delimiter.length + 1;
      if (safe > 0) {
        yield this.#buffer.subarray(0, safe);
        this.#buffer = this.#buffer.subarray(safe);
      }
      await this.#more();
    }
  }

  /** The headers of the part that begins here; undefined at the end of the body. */
  async headers(): Promise<string | undefined> {
    while (this.#buffer.length < 2) await this.#more();
    if (this.#buffer.toString('latin1', 0, 2) === '--') return undefined;
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end >= 0) {
        const headers = this.#buffer.toString('utf8', 0, end);
        this.#buffer = this.#buffer.subarray(end + 4);
        return headers;
      }
      if (this.#buffer.length > longestHeaders) throw torn();
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done) throw torn();
    this.#buffer = Buffer.concat([this.#buffer, value]);
  }
}

/** Browsers write quotes and line ends in names as `%22`, `%0D` and `%0A` (HTML, "multipart/form-data"). */
function fileNameIn(headers: string): string | undefined {
  const [, name] = /^content-disposition:.*?;\s*filename="([^"]*)"/im.exec(headers) ?? [];
  return name?.replace(/%22|%0D|%0A/gi, ' ');
}

function torn(): VerdictsError {
  return new VerdictsError('upload', 'The file did not arrive whole.', {
    remedy: 'Choose it again and send it once more; nothing was imported.',
  });
}
