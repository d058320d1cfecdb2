import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress } from '../../src/site/client-address.js';

describe('the client’s address', () => {
  test.each([
    // Without a proxy nobody is believed.
    ['198.51.100.7', '203.0.113.1', 0, '198.51.100.7'],
    // Each proxy adds whom it was called by: with one, the last entry is the client.
    ['10.0.0.1', '203.0.113.1, 198.51.100.7', 1, '198.51.100.7'],
    ['10.0.0.1', '203.0.113.1, 198.51.100.7, 10.0.0.2', 2, '198.51.100.7'],
    // Too few entries, or none that is an address: it did not come through the proxies.
    ['192.0.2.9', '203.0.113.1', 2, '192.0.2.9'],
    ['192.0.2.9', 'unknown', 1, '192.0.2.9'],
    ['192.0.2.9', undefined, 1, '192.0.2.9'],
    [undefined, undefined, 0, 'unknown'],
    // One customer's IPv6 addresses are one client; an IPv4 address in its clothes is itself.
    ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', undefined, 0, '2001:db8:1:2::/64'],
    ['2001:DB8::1', undefined, 0, '2001:db8:0:0::/64'],
    ['::1', undefined, 0, '0:0:0:0::/64'],
    ['fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
    ['::ffff:198.51.100.7', undefined, 0, '198.51.100.7'],
  ])('of %s with "%s" behind %i proxies is %s', (peer, forwarded, hops, expected) => {
    expect(clientAddress(peer, forwarded, hops)).toBe(expected);
  });

  test('is the same for every address of one /64, and another for another', () => {
    const half = fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 });
    const written = (groups: number[]) => groups.map((group) => group.toString(16)).join(':');
    fc.assert(
      fc.property(half, half, half, (network, one, other) => {
        const at = (rest: number[]) => clientAddress(written([...network, ...rest]), undefined, 0);
        expect(at(one)).toBe(at(other));
        expect(at(one)).toBe(`${written(network)}::/64`);
      }),
    );
  });
});
