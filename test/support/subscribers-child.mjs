// Adds readers to a built store in a process of its own, and tells the parent of each that is durable.
import { systemClock } from '../../dist/src/clock.js';
import { parseAddress } from '../../dist/src/subscribers/address.js';
import { newSubscriberId } from '../../dist/src/subscribers/id.js';
import { openStore } from '../../dist/src/subscribers/store.js';
import { admit, newReader } from '../../dist/src/subscribers/transitions.js';

process.once('message', async ({ folder, addresses, compactEvery }) => {
  const store = await openStore({ folder, clock: systemClock });
  const add = async (text, index) => {
    const address = parseAddress(text);
    const at = '2026-11-17T09:00:00.000Z';
    const consent = { at, how: 'operator', from: 'a test' };
    const id = newSubscriberId();
    const newcomer = newReader({ id, address, preferences: {}, status: 'active', consent, at });
    const { kind } = await store.place({ address, rule: (standing) => admit(standing, newcomer) });
    process.send({ kind, address: text });
    if (compactEvery && index % compactEvery === 0) await store.compact();
  };
  await Promise.all(addresses.map(add));
  process.send({ done: true }, () => process.exit());
});
process.on('disconnect', () => process.exit());
