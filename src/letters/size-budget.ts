import type { Format } from './letter.js';

/**
 * What a letter's HTML may take, in bytes as `sizeOf` (fit.ts) counts them: 85 kilobytes of 1000 bytes.
 * Gmail clips at about 102 KB, and clipping also cuts styles.
 */
export const sizeBudget = 85_000;

/** The budget as it is read: `85 KB`. */
export const budgetInWords = `${sizeBudget / 1000} KB`;

/** Bytes as the budget counts them, in kilobytes of 1000 with one decimal: `42.8 KB`. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

/** What both letters take of the budget, in bytes: `digest 42.8 KB, brief 18.2 KB of 85 KB`. */
export function sizesInWords({ digest, brief }: Record<Format, number>): string {
  return `digest ${kilobytes(digest)}, brief ${kilobytes(brief)} of ${budgetInWords}`;
}
