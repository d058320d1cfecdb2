import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailbox, parseAddress, splitNamedAddress } from '../../src/subscribers/address.js';
import { addressOf, anAddress } from '../support/subscribers.js';

describe('an address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace+News@Example.COM ', 'ada.lovelace+news@example.com'],
    ["o'hara_%x@mail.example.co.uk", "o'hara_%x@mail.example.co.uk"],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is one', (text, normalised) => {
    expect(parseAddress(text)).toMatchObject({ normalised });
  });

  it('loses what copying leaves in it and nobody sees', () => {
    const copied = '\u200bada\u00ad@ex\u00adam\u200bple.com\u2060';
    expect(parseAddress(copied)).toEqual(parseAddress('ada@example.com'));
  });

  it.each([
    ['', 'is empty'],
    ['ada', 'no @'],
    ['ada@', 'nothing after'],
    ['@example.com', 'nothing before'],
    ['a@b@example.com', 'more than one @'],
    ['ada@example', 'no full domain'],
    ['ada@localhost', 'no full domain'],
    ['ada@.example.com', 'misplaced dot after'],
    ['ada@example..com', 'misplaced dot after'],
    ['ada@example.com.', 'misplaced dot after'],
    ['.ada@example.com', 'misplaced dot before'],
    ['ada.@example.com', 'misplaced dot before'],
    ['a..da@example.com', 'misplaced dot before'],
    ['a da@example.com', 'space'],
    ['"a da"@example.com', 'quoted'],
    ['Ada <ada@example.com>', 'bracket'],
    ['ada@example.com,ben@example.com', 'comma'],
    ['ada@example.com\r\nBcc: ben@example.com', 'control character'],
    ['ada\u0000@example.com', 'control character'],
    ['ädä@example.com', 'not ASCII'],
    ['ada@127.0.0.1', 'IP address'],
    ['ada@[127.0.0.1]', 'bracket'],
    ['ada@-example.com', 'no valid domain'],
    ['ada@exa_mple.com', 'no valid domain'],
    ['ada@example.c', 'no valid domain'],
    ['ada@example.123', 'no valid domain'],
    ['ada@xn--a.example', 'no valid domain'],
    ['ada@exämple.com/visit-www.evil.example', 'no valid domain'],
    ['ada@ｅxample.com?visit=evil.example', 'no valid domain'],
    ['ada@exämple.com#evil.example', 'no valid domain'],
    ['ada@xn--exmple-cua.com/evil', 'no valid domain'],
    ['ada@ä%2eexample.com', 'no valid domain'],
    [`${'a'.repeat(65)}@example.com`, 'more than 64'],
    [`ada@${'a'.repeat(64)}.com`, 'no valid domain'],
    [`ada@${'a.'.repeat(124)}example.com`, 'longer than 254'],
    [`ada@${'ü.'.repeat(40)}example.com`, 'longer than 254'],
  ])('%j is none, and the problem says why', (text, why) => {
    const address = parseAddress(text);
    expect('problem' in address && address.problem).toContain(why);
  });

  it('is the same whichever way it is written', () => {
    fc.assert(
      fc.property(anAddress, (text) => {
        const { normalised } = addressOf(text);
        expect(addressOf(text.toUpperCase()).normalised).toBe(normalised);
        expect(addressOf(normalised)).toEqual({ email: normalised, normalised });
      }),
    );
  });

  it('has nothing in it, whatever was typed, that could break out of a header or of JSON', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.string(), fc.string()).map((parts) => parts.join('@')),
      fc.tuple(anAddress, fc.string({ unit: 'binary' })).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const address = parseAddress(text);
        if ('problem' in address) return;
        expect(address.normalised).toMatch(/^[!#-[\]-~]{1,64}@[a-z0-9.-]{4,}$/);
        expect(mailbox(address)).toMatch(/^[!-~]{6,254}$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is mailed under the reader’s spelling and the domain’s ASCII', () => {
    expect(mailbox(addressOf('Ada@BÜCHER.example'))).toBe('Ada@xn--bcher-kva.example');
  });

  it.each([
    ['Ada Lovelace <ada@example.com>', { name: 'Ada Lovelace', address: 'ada@example.com' }],
    ['"Lovelace, Ada" <ada@example.com>', { name: 'Lovelace, Ada', address: 'ada@example.com' }],
    ['<ada@example.com>', { address: 'ada@example.com' }],
    ['ada@example.com', { address: 'ada@example.com' }],
    ['a <b> <c>', { address: 'a <b> <c>' }],
  ])('is split from its name in %s', (text, parts) => {
    expect(splitNamedAddress(text)).toEqual(parts);
  });
});
