import { createHmac } from 'node:crypto';

/** What is kept of erased readers: a hash of each address, under a salt that is this store's alone. */
export class Erasures {
  #hashes = new Set<string>();

  /** `salt` is hexadecimal. */
  constructor(readonly salt: string) {}

  hashOf(normalised: string): string {
    return createHmac('sha256', Buffer.from(this.salt, 'hex'))
      .update(normalised)
      .digest('base64url');
  }

  get none(): boolean {
    return this.#hashes.size === 0;
  }

  has(normalised: string): boolean {
    return !this.none && this.#hashes.has(this.hashOf(normalised));
  }

  add(hash: string): void {
    this.#hashes.add(hash);
  }

  delete(hash: string): void {
    this.#hashes.delete(hash);
  }

  all(): Iterable<string> {
    return this.#hashes;
  }
}
