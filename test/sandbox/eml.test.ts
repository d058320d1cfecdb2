import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toEml } from '../../src/sandbox/eml.js';
import type { KeptMessage } from '../../src/sandbox/message.js';
import { readEml } from '../support/eml.js';

const message: KeptMessage = {
  id: '01936a5c-8e00-7abc-8def-0123456789ab',
  message_id: '<01936a5c-8e00-7abc-8def-0123456789ab@example.com>',
  created_at: '2026-11-20T09:00:00.000Z',
  from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
  to: ['Ada <ada@example.com>'],
  cc: [],
  bcc: ['secret@example.com'],
  reply_to: ['editors@example.com'],
  subject: 'Ship or skip?',
  headers: {
    'List-Unsubscribe': `<https://example.com/unsubscribe/${'a'.repeat(200)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': 'Weekly AI Tool Verdicts <weekly.example.com>',
  },
  tags: [],
  text: 'Ship.\n',
  html: '<p>Ship.</p>\n',
};

test('a mail has the headers that Resend gives it, and the ones of its sender', () => {
  const { headers } = readEml(toEml(message));
  expect(Object.fromEntries(headers)).toMatchObject({
    from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
    to: 'Ada <ada@example.com>',
    'reply-to': 'editors@example.com',
    subject: 'Ship or skip?',
    date: 'Fri, 20 Nov 2026 09:00:00 +0000',
    'message-id': message.message_id,
    'mime-version': '1.0',
    'list-unsubscribe': message.headers['List-Unsubscribe'],
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'list-id': 'Weekly AI Tool Verdicts <weekly.example.com>',
  });
  expect(headers.get('content-type')).toMatch(/^multipart\/alternative; boundary="/);
});

test('a mail does not name who gets it in secret', () => {
  expect(toEml(message)).not.toContain('secret@example.com');
});

test('a header of the sender does not replace one that the mail must have', () => {
  const { headers } = readEml(toEml({ ...message, headers: { subject: 'Other', To: 'x' } }));
  expect(headers.get('subject')).toBe('Ship or skip?');
  expect(headers.get('to')).toBe('Ada <ada@example.com>');
});

test('a mail with only one form has only one part', () => {
  const { headers, parts } = readEml(toEml({ ...message, html: null }));
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(parts).toEqual([{ type: 'text/plain; charset=utf-8', content: 'Ship.\r\n' }]);
});

test('whatever the texts are, the mail gives them back, plain text before HTML', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 2000 });
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    .map((value) => value.replace(/\p{Cc}/gu, ' ').trim())
    .filter((value) => value !== '' && !value.includes('=?'));
  fc.assert(
    fc.property(text, text, line, (plain, html, subject) => {
      const eml = toEml({ ...message, text: plain, html, subject });
      expect(eml.split('\r\n').every((each) => each.length <= 998 && /^[\t -~]*$/.test(each))).toBe(
        true,
      );
      const mail = readEml(eml);
      expect(mail.headers.get('subject')?.replace(/\s+/g, ' ')).toBe(subject.replace(/\s+/g, ' '));
      const withCrLf = (value: string) => value.replace(/\r\n?|\n/g, '\r\n');
      expect(mail.parts).toEqual([
        { type: 'text/plain; charset=utf-8', content: withCrLf(plain) },
        { type: 'text/html; charset=utf-8', content: withCrLf(html) },
      ]);
    }),
    { numRuns: 300 },
  );
});
