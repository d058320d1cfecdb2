import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareAddress } from '../../src/sandbox/message.js';
import { validateMessage } from '../../src/sandbox/validation.js';

const good = { from: 'a@example.com', to: 'b@example.com', subject: 'Hello', text: 'Hi.' };

function errorOf(change: Record<string, unknown>) {
  const validated = validateMessage({ ...good, ...change });
  return validated.ok ? undefined : validated.error;
}

describe('a message', () => {
  test('with all that it needs is accepted, its lists made lists', () => {
    expect(validateMessage(good)).toEqual({
      ok: true,
      message: {
        from: 'a@example.com',
        to: ['b@example.com'],
        cc: [],
        bcc: [],
        reply_to: [],
        subject: 'Hello',
        headers: {},
        tags: [],
        text: 'Hi.',
        html: null,
      },
    });
  });

  test.each(['from', 'to', 'subject'])('without %s is refused', (field) => {
    expect(errorOf({ [field]: undefined })).toMatchObject({
      statusCode: 422,
      name: 'missing_required_field',
      message: `Missing \`${field}\` field.`,
    });
  });

  test.each([
    ['no text at all', { text: undefined }, 'missing_required_field'],
    ['an empty list of recipients', { to: [] }, 'missing_required_field'],
    ['a bad sender', { from: 'Weekly' }, 'invalid_from_address'],
    ['a bad copy', { cc: ['x@'] }, 'validation_error'],
    ['a bad reply-to', { reply_to: 'x' }, 'validation_error'],
    ['51 recipients', { to: Array(51).fill('b@example.com') }, 'validation_error'],
    ['a subject of two lines', { subject: 'a\r\nBcc: c@example.com' }, 'validation_error'],
    ['a header of two lines', { headers: { 'X-A': 'a\nb' } }, 'validation_error'],
    ['a header with a bad name', { headers: { 'X A': 'a' } }, 'validation_error'],
    ['a tag with a space', { tags: [{ name: 'a b', value: 'c' }] }, 'validation_error'],
    ['a tag beyond ASCII', { tags: [{ name: 'a', value: 'ü' }] }, 'validation_error'],
    [
      'a tag of 257 characters',
      { tags: [{ name: 'a', value: 'x'.repeat(257) }] },
      'validation_error',
    ],
    ['76 tags', { tags: Array(76).fill({ name: 'a', value: 'b' }) }, 'validation_error'],
    ['HTML that is no text', { html: 5 }, 'validation_error'],
    ['an attachment', { attachments: [{ filename: 'a' }] }, 'validation_error'],
  ])('with %s is refused', (_, change, name) => {
    expect(errorOf(change)).toMatchObject({ statusCode: 422, name });
  });

  test('is refused for whatever it is that is no object', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(validateMessage(body).ok).toBe(false);
      }),
    );
  });
});

describe('an address', () => {
  test.each([
    'ada@example.com',
    'Ada <ada@example.com>',
    '"Lovelace, Ada" <ada@example.com>',
    'Адa <ada@example.com>',
    "o'neil+news@sub.example.co.uk",
    'x@xn--bcher-kva.example',
  ])('%s is one', (to) => expect(errorOf({ to })).toBeUndefined());

  test.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@example',
    'ada@example.c',
    'ada..b@example.com',
    '.ada@example.com',
    'ada@-example.com',
    'ada@exa mple.com',
    'ada@example.com, bob@example.com',
    'Ada ada@example.com',
    'ada@bücher.example',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(130)}com`,
    'ada@example.com\r\nBcc: bob@example.com',
  ])('%j is none', (to) => expect(errorOf({ to })?.message).toContain('`to`'));

  test('is found in a mailbox with any display name', () => {
    const name = fc.string().filter((text) => !/[<>]/.test(text));
    fc.assert(
      fc.property(fc.emailAddress(), name, (address, text) => {
        expect(bareAddress(`${text} <${address}>`)).toBe(address);
        expect(bareAddress(address)).toBe(address);
      }),
    );
  });
});
