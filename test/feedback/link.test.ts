import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impersonalLink } from '../../src/feedback/link.js';
import { paths } from '../../src/letters/links.js';
import { createSigner } from '../../src/subscribers/links.js';

const site = 'https://verdicts.example.com';
const signer = createSigner([{ id: 'k1', secret: 'a secret of thirty-two characters' }]);

describe('a clicked link', () => {
  it('keeps what it is for and what is voted on, and no token', () => {
    const token = signer.sign('vote', 'abcdefghij012345');
    expect(impersonalLink(site + paths.vote(token, 'smolvlm2', 'ship'))).toBe(
      `${site}/vote?tool=smolvlm2&choice=ship`,
    );
    expect(impersonalLink(site + paths.unsubscribe(token))).toBe(`${site}/unsubscribe`);
    expect(impersonalLink(site + paths.preferences('anything'))).toBe(`${site}/preferences`);
    expect(impersonalLink(site + paths.comparison('a-vs-b'))).toBe(`${site}/compare/a-vs-b`);
    expect(impersonalLink(`${site}/`)).toBe(`${site}/`);
  });

  it('loses credentials, addresses and any other query', () => {
    expect(impersonalLink('https://ada:secret@example.com/a?email=ada@example.com#x')).toBe(
      'https://example.com/a',
    );
    expect(impersonalLink('https://example.com/u/ada@example.com/x')).toBe(
      'https://example.com/u/x',
    );
    expect(impersonalLink('mailto:ada@example.com')).toBe('mailto:');
    expect(impersonalLink('ada@example.com')).toBe('');
  });

  it('never holds a token, wherever one stands and whatever for', () => {
    const tokens = fc
      .tuple(
        fc.constantFrom('vote' as const, 'unsubscribe' as const, 'erase' as const),
        fc.stringMatching(/^[a-z0-9]{16}$/),
        fc.option(fc.constant({ expiresAt: new Date('2026-12-01') }), { nil: {} }),
      )
      .map(([purpose, reader, options]) => signer.sign(purpose, reader, options));
    const segments = fc.array(fc.webSegment(), { maxLength: 3 });
    fc.assert(
      fc.property(
        segments,
        tokens,
        segments,
        fc.webQueryParameters(),
        (before, token, after, query) => {
          const link = `${site}/${[...before, token, ...after].join('/')}?${query}&t=${token}`;
          expect(impersonalLink(link)).not.toContain(token);
        },
      ),
    );
  });
});
