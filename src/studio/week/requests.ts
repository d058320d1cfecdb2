import { z } from 'zod';
import { Move } from '../../editions/replan.js';
import type { Week } from '../../editions/week.js';
import { type PlanChange, planWords } from '../../jobs/planning.js';
import { Format } from '../../letters/letter.js';

/** How the room is looked at: part of its address. */
export const View = z.object({
  format: Format.catch('digest'),
  /** Whether all that is left out is listed. */
  out: z.literal('all').optional().catch(undefined),
});
export type View = z.infer<typeof View>;

/** What the page says after a form was sent without JavaScript. */
export const Said = z.enum(['unchanged', 'changed', 'redrafted', 'busy', 'drafted']);
export type Said = z.infer<typeof Said>;

/** An address of the room, with how it is looked at. */
export function addressOf(week: Week, view: View, part = '', said?: Said): string {
  const query = new URLSearchParams({
    ...(view.format !== 'digest' && { format: view.format }),
    ...(view.out && { out: view.out }),
    ...(said && { said }),
  }).toString();
  return `/week/${week}${part}${query && `?${query}`}`;
}

/** The change that a form of this page asks for; undefined for what none of them sends. */
export function readChange(form: URLSearchParams): PlanChange | undefined {
  const move = form.get('move') ?? '';
  if (move === 'drop-missing') return { move };
  if (move === 'words') {
    const field = (name: string) => ({
      was: form.get(`${name}-was`) ?? '',
      now: form.get(name) ?? '',
    });
    if (!planWords.every((name) => form.has(name))) return undefined;
    const [subject, intro, closing] = [field('subject'), field('intro'), field('closing')];
    return { move, words: { subject, intro, closing } };
  }
  const slug = form.get('slug');
  const order = form.get('order')?.split(' ').filter(Boolean);
  const parsed = Move.safeParse({ move, ...(slug !== null && { slug }), ...(order && { order }) });
  return parsed.success ? parsed.data : undefined;
}
