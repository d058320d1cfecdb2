import type { KeptMessage } from './message.js';
import { type Acceptance, addTo, isRemembered, type Outbox } from './outbox.js';

/**
 * An outbox that ends with its process. With `onlyCounts` it forgets each message once it is
 * counted; what stays is a number per address and, for 24 hours, an answer per idempotency key.
 */
export function memoryOutbox({ onlyCounts }: { onlyCounts: boolean }): Outbox {
  const acceptances = new Map<string, Acceptance>();
  const kept = new Map<string, KeptMessage>();
  const counts = new Map<string, number>();

  return {
    async find(key, now) {
      const found = acceptances.get(key);
      return found && isRemembered(found, now) ? found : undefined;
    },

    async keep(acceptance, messages) {
      addTo(counts, acceptance);
      if (!onlyCounts) for (const message of messages) kept.set(message.id, message);
      if (acceptance.key !== null) {
        forgetOld(new Date(acceptance.at));
        acceptances.delete(acceptance.key);
        acceptances.set(acceptance.key, { ...acceptance, messages: [] });
      }
      return acceptance;
    },

    async message(id) {
      return kept.get(id);
    },

    async *messages() {
      yield* kept.values();
    },

    async *ids() {
      yield* kept.keys();
    },

    async counts() {
      return new Map(counts);
    },
  };

  /** The map is in the order of time, so only its head can be old. */
  function forgetOld(now: Date): void {
    for (const [key, acceptance] of acceptances) {
      if (isRemembered(acceptance, now)) return;
      acceptances.delete(key);
    }
  }
}
