import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSubscriberId } from '../../src/subscribers/id.js';
import { createSigner, readerNamedIn } from '../../src/subscribers/links.js';

const now = new Date('2026-11-17T09:00:00Z');
const inAWeek = new Date('2026-11-24T09:00:00Z');
const reader = 'abcdefghij012345';
const signer = createSigner([{ id: 'k1', secret: 'a secret' }]);

describe('a signed link', () => {
  it('names the reader it was signed for, always in the same length', () => {
    const token = signer.sign('unsubscribe', reader);
    expect(token).toMatch(/^[\w-]{40}$/);
    expect(signer.verify('unsubscribe', token, now)).toEqual({ kind: 'valid', reader });
    expect(signer.sign('confirm', reader, { expiresAt: inAWeek })).toMatch(/^[\w-]{47}$/);
  });

  it('is the same each time, so that a mailing can be rebuilt', () => {
    expect(signer.sign('vote', reader)).toBe(signer.sign('vote', reader));
  });

  it.each([
    ['unsubscribe', 'k1abcdefghij012345zuqUEgN6s9X-vaVauN0i9P'],
    ['preferences', 'k1abcdefghij0123458-bpEuLUWKYZoR8PUSlkYw'],
    ['vote', 'k1abcdefghij012345c705VrPsfOVyRViARN_zRs'],
    ['confirm', 'k1abcdefghij0123450tp0100mi9SrpygMNAxJ9vZO5PU3Q'],
  ] as const)(
    'to %s goes on working in letters that lie in mailboxes already',
    (purpose, token) => {
      expect(signer.verify(purpose, token, now)).toEqual({ kind: 'valid', reader });
    },
  );

  it('is good for its purpose only', () => {
    const purposes = [
      'unsubscribe',
      'preferences',
      'vote',
      'confirm',
      'download',
      'erase',
    ] as const;
    for (const purpose of purposes) {
      const token = signer.sign(purpose, reader);
      for (const asked of purposes) {
        const { kind } = signer.verify(asked, token, now);
        expect(`${asked}: ${kind}`).toBe(`${asked}: ${asked === purpose ? 'valid' : 'invalid'}`);
      }
    }
  });

  it('is good only about what it was signed about, which it does not show', () => {
    const token = signer.sign('new-address', reader, {
      expiresAt: inAWeek,
      about: 'a@example.com',
    });
    expect(token).toMatch(/^[\w-]{47}$/);
    expect(signer.verify('new-address', token, now, 'a@example.com')).toEqual({
      kind: 'valid',
      reader,
    });
    for (const other of ['b@example.com', '', undefined]) {
      expect(signer.verify('new-address', token, now, other)).toEqual({ kind: 'invalid' });
    }
    expect(readerNamedIn(token)).toBe(reader);
    expect(readerNamedIn('nonsense')).toBeUndefined();
  });

  it('expires when it was to, and not before', () => {
    const token = signer.sign('confirm', reader, { expiresAt: inAWeek });
    const after = new Date(inAWeek.getTime() + 1000);
    expect(signer.verify('confirm', token, inAWeek)).toEqual({ kind: 'valid', reader });
    expect(signer.verify('confirm', token, after)).toEqual({ kind: 'expired', reader });
  });

  it('never expires without an expiry', () => {
    const token = signer.sign('unsubscribe', reader);
    const far = new Date('2099-01-01T00:00:00Z');
    expect(signer.verify('unsubscribe', token, far)).toEqual({ kind: 'valid', reader });
  });

  it('goes on working after the key is rotated, until the old key is taken away', () => {
    const token = signer.sign('unsubscribe', reader);
    const old = { id: 'k1', secret: 'a secret' };
    const rotated = createSigner([{ id: 'k2', secret: 'another' }, old]);
    expect(rotated.current).toBe('k2');
    expect(rotated.sign('unsubscribe', reader)).not.toBe(token);
    expect(rotated.sign('unsubscribe', reader, { key: 'k1' })).toBe(token);
    expect(rotated.verify('unsubscribe', token, now)).toEqual({ kind: 'valid', reader });
    const without = createSigner([{ id: 'k2', secret: 'another' }]);
    expect(without.verify('unsubscribe', token, now)).toEqual({ kind: 'invalid' });
    expect(() => without.sign('unsubscribe', reader, { key: 'k1' })).toThrow('k1 is gone');
  });

  it('is signed only with keys that can be told apart', () => {
    const secret = 'a secret';
    expect(() => createSigner([{ id: 'k-1', secret }])).toThrow('two of a–z0–9');
    const same = [
      { id: 'k1', secret },
      { id: 'k1', secret: 'another' },
    ] as const;
    expect(() => createSigner(same)).toThrow('Two signing secrets have the same id');
  });

  it('is refused when any character of it is another', () => {
    const token = signer.sign('confirm', reader, { expiresAt: inAWeek });
    const characters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'];
    for (let position = 0; position < token.length; position += 1) {
      for (const character of characters) {
        const forged = token.slice(0, position) + character + token.slice(position + 1);
        if (forged === token) continue;
        expect(signer.verify('confirm', forged, now)).toEqual({ kind: 'invalid' });
      }
    }
  });

  it('is refused, not thrown over, whatever is sent instead', () => {
    const sent = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^k1[\w-]{38}$/));
    fc.assert(
      fc.property(sent, (token) => {
        expect(signer.verify('unsubscribe', token, now)).toEqual({ kind: 'invalid' });
      }),
    );
  });
});

describe('a subscriber’s id', () => {
  it('is sixteen of a–z0–9, all of them about as likely, and never the same twice', () => {
    const ids = Array.from({ length: 10_000 }, newSubscriberId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z0-9]{16}$/.test(id))).toBe(true);
    const counts = new Map<string, number>();
    for (const letter of ids.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(36);
    const expected = (10_000 * 16) / 36;
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(500);
  });
});
