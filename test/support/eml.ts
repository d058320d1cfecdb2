/** A mail as a mailbox would read it: just enough of RFC 5322 and MIME for what the sandbox writes. */
export interface Mail {
  headers: Map<string, string>;
  parts: { type: string; content: string }[];
}

export function readEml(eml: string): Mail {
  const { headers, body } = readEntity(eml);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return { headers, parts: [readPart(eml)] };
  const parts = body.split(`--${boundary}`).slice(1, -1);
  return { headers, parts: parts.map((part) => readPart(part.replace(/^\r\n/, ''))) };
}

function readPart(entity: string) {
  const { headers, body } = readEntity(entity);
  if (headers.get('content-transfer-encoding') !== 'quoted-printable') {
    throw new Error('Only quoted-printable is read here.');
  }
  return {
    type: headers.get('content-type') ?? '',
    content: fromQuotedPrintable(body.replace(/\r\n$/, '')),
  };
}

function readEntity(entity: string) {
  const end = entity.indexOf('\r\n\r\n');
  const lines = entity
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: entity.slice(end + 4) };
}

/** RFC 2047. Characters may be split over two words, so the bytes are joined before they are decoded. */
function decodeWords(value: string): string {
  const joined = value.replace(/(=\?utf-8\?[qb]\?[^?]*\?=)\s+(?==\?utf-8\?)/gi, '$1');
  return joined.replace(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) => {
    const bytes = [...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(
      ([, form, text = '']) =>
        form?.toLowerCase() === 'b'
          ? Buffer.from(text, 'base64')
          : quotedBytes(text.replace(/_/g, ' ')),
    );
    return Buffer.concat(bytes).toString();
  });
}

function fromQuotedPrintable(body: string): string {
  return quotedBytes(body.replace(/=\r\n/g, '')).toString();
}

function quotedBytes(text: string): Buffer {
  const latin1 = text.replace(/=([\dA-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin1, 'latin1');
}
