/** What was tried, and what came of it. */
export class Tally {
  /** Deaths at a named boundary, and at a random moment. */
  named = 0;
  random = 0;
  /** Things that went wrong between the sender and Resend, and between it and the disk. */
  network = 0;
  disk = 0;
  /** Files that were cut short, or had a byte changed. */
  cuts = 0;
  flips = 0;
  /** Held against what the sandbox counted; and the messages that were missing or too many. */
  receipts = 0;
  lost = 0;
  doubled = 0;

  add(more: Partial<Omit<Tally, 'add' | 'summary'>>): void {
    this.named += more.named ?? 0;
    this.random += more.random ?? 0;
    this.network += more.network ?? 0;
    this.disk += more.disk ?? 0;
    this.cuts += more.cuts ?? 0;
    this.flips += more.flips ?? 0;
    this.receipts += more.receipts ?? 0;
    this.lost += more.lost ?? 0;
    this.doubled += more.doubled ?? 0;
  }

  summary(): string {
    const { named, random, network, disk, cuts, flips, receipts, lost, doubled } = this;
    return [
      `${named + random} kills (${named} at named boundaries, ${random} at random times)`,
      `${network + disk} faults (${network} network, ${disk} disk)`,
      `${cuts + flips} damaged files (${cuts} cut, ${flips} with a byte changed)`,
      `${receipts} receipts held against what arrived: ${lost} lost, ${doubled} doubled`,
    ].join(', ');
  }
}
