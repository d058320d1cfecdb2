import type { Clock } from '../clock.js';

const dayMs = 86_400_000;

/**
 * How many addresses each client has signed up that still wait to be confirmed. An address counts for a
 * day, or until it is confirmed; at most `capacity` clients are remembered.
 */
export class PendingLimit {
  /** By client, by address, since when. */
  #clients = new Map<string, Map<string, number>>();

  constructor(
    readonly most: number,
    readonly clock: Clock,
    readonly capacity = 50_000,
  ) {}

  /** False when the client has too many others waiting. */
  add(client: string, address: string): boolean {
    const now = this.clock.now().getTime();
    const waiting = this.#clients.get(client) ?? new Map<string, number>();
    for (const [other, since] of waiting) if (now - since >= dayMs) waiting.delete(other);
    if (!waiting.has(address) && waiting.size >= this.most) return false;
    waiting.set(address, now);
    this.#clients.delete(client);
    this.#clients.set(client, waiting);
    const [idlest] = this.#clients.keys();
    if (this.#clients.size > this.capacity && idlest !== undefined) this.#clients.delete(idlest);
    return true;
  }

  /** The address is confirmed: it waits no more, whoever signed it up. */
  confirmed(address: string): void {
    for (const waiting of this.#clients.values()) waiting.delete(address);
  }
}
