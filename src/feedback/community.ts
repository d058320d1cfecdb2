/** Readers' votes on one tool. */
export interface Tally {
  ship: number;
  skip: number;
}

/** Share of the votes that say ship, a whole percent; null while there are fewer than `quorum`. */
export function community({ ship, skip }: Tally, quorum: number): number | null {
  const votes = ship + skip;
  return votes === 0 || votes < quorum ? null : Math.round((100 * ship) / votes);
}
