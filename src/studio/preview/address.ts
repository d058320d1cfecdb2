import { z } from 'zod';
import { Week } from '../../editions/week.js';
import { ViewedLetter } from '../../jobs/viewing.js';

export const Width = z.enum(['375', '600', 'desktop']);
export type Width = z.infer<typeof Width>;

export const LookName = z.enum([
  'light',
  'dark',
  'no-images',
  'no-style-block',
  'no-styles',
  'text',
  'source',
]);
export type LookName = z.infer<typeof LookName>;

/** What a preview shows; every one of them has an address of its own. */
export const PreviewAddress = z.object({
  week: Week,
  letter: ViewedLetter,
  /** A reader's id, or the name of a sample. */
  reader: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .catch('sample'),
  width: Width.catch('600'),
  look: LookName.catch('light'),
  /** The number of the finding whose spot is marked, from 1. */
  mark: z.coerce.number().int().min(1).optional().catch(undefined),
  /** Whether preflight fetches the links that lead outside, too. */
  online: z.literal('yes').optional().catch(undefined),
});
export type PreviewAddress = z.infer<typeof PreviewAddress>;

/** Whether the letter is shown as characters rather than in a frame. */
export function isWritten({ look }: Pick<PreviewAddress, 'look'>): boolean {
  return look === 'text' || look === 'source';
}

/** The address as a path; what is as usual is left out of it. `below` is a page of the preview, such as `/frame`. */
export function pathOf(address: PreviewAddress, below = ''): string {
  const { week, letter, reader, width, look, mark, online } = address;
  const query = new URLSearchParams();
  if (reader !== 'sample') query.set('reader', reader);
  if (width !== '600') query.set('width', width);
  if (look !== 'light') query.set('look', look);
  if (mark !== undefined) query.set('mark', String(mark));
  if (online) query.set('online', online);
  const asked = query.toString();
  return `/preview/${week}/${letter}${below}${asked && `?${asked}`}`;
}
