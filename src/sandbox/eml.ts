import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { KeptMessage } from './message.js';

/**
 * The message as the mail that Resend would make of it (RFC 5322, MIME): the text and then the HTML
 * as alternatives, in quoted-printable. Nobody in `bcc` is named in it.
 */
export function toEml(message: KeptMessage): string {
  const parts = [
    ...(message.text === null ? [] : [{ type: 'text/plain', content: message.text }]),
    ...(message.html === null ? [] : [{ type: 'text/html', content: message.html }]),
  ];
  const [first] = parts;
  if (first && parts.length === 1) {
    return `${headersOf(message, [])}${part(first)}`;
  }
  const boundary = `=_${message.id}`;
  const type = ['Content-Type', `multipart/alternative; boundary="${boundary}"`] as const;
  const opened = parts.map((each) => `--${boundary}\r\n${part(each)}`).join('');
  return `${headersOf(message, [type])}\r\n${opened}--${boundary}--\r\n`;
}

function headersOf(message: KeptMessage, more: readonly (readonly [string, string])[]): string {
  const node = new MimeNode(false);
  const header = (name: string, value: string | string[]) => node.setHeader(name, value);
  for (const [name, value] of Object.entries(message.headers)) header(name, value);
  header('From', message.from);
  header('To', message.to);
  if (message.cc.length > 0) header('Cc', message.cc);
  if (message.reply_to.length > 0) header('Reply-To', message.reply_to);
  header('Subject', message.subject);
  header('Message-ID', message.message_id);
  header('Date', new Date(message.created_at).toUTCString().replace('GMT', '+0000'));
  header('MIME-Version', '1.0');
  for (const [name, value] of more) header(name, value);
  return `${node.buildHeaders()}\r\n`;
}

/** A part with its own headers; they end the headers of the mail when it is the only part. */
function part({ type, content }: { type: string; content: string }): string {
  const lines = content.replace(/\r\n?|\n/g, '\r\n');
  return [
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    wrap(encode(lines)),
    '',
  ].join('\r\n');
}
