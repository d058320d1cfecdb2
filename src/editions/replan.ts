import { z } from 'zod';
import { Slug } from '../content/slug.js';
import type { Plan } from './plan.js';

/** What an editor does with the comparisons of a week. */
export const Move = z.discriminatedUnion('move', [
  z.strictObject({
    move: z.enum(['pin', 'unpin', 'leave-out', 'bring-back', 'up', 'down']),
    slug: Slug,
  }),
  /** All picked comparisons in the order that they shall have. */
  z.strictObject({ move: z.literal('order'), order: z.array(Slug) }),
  z.strictObject({ move: z.literal('unpin-all') }),
]);
export type Move = z.infer<typeof Move>;

/** The picked comparisons in order, as a plan wants them. */
export type RankBy = (plan: Plan) => readonly Slug[];

export type Replanned = { ok: true; plan: Plan } | { ok: false; why: string };

/**
 * The plan after a move. What is pinned stays pinned unless the move says otherwise; a new order pins
 * as many from the top as it takes for the pick to have it. Refused is what could not take effect.
 */
export function replanned(plan: Plan, move: Move, rankBy: RankBy): Replanned {
  switch (move.move) {
    case 'pin': {
      if (plan.pin.includes(move.slug)) return { ok: true, plan };
      const exclude = without(plan.exclude, move.slug);
      const pinned = { ...plan, pin: [...plan.pin, move.slug], exclude };
      if (rankBy(pinned).includes(move.slug)) return { ok: true, plan: pinned };
      return { ok: false, why: 'An earlier edition carried it, and nothing comes twice.' };
    }
    case 'unpin':
      return { ok: true, plan: { ...plan, pin: without(plan.pin, move.slug) } };
    case 'unpin-all':
      return { ok: true, plan: { ...plan, pin: [] } };
    case 'leave-out': {
      const exclude = [...without(plan.exclude, move.slug), move.slug];
      return { ok: true, plan: { ...plan, pin: without(plan.pin, move.slug), exclude } };
    }
    case 'bring-back':
      return { ok: true, plan: { ...plan, exclude: without(plan.exclude, move.slug) } };
    case 'up':
    case 'down': {
      const ranked = rankBy(plan);
      const from = ranked.indexOf(move.slug);
      if (from < 0) return { ok: false, why: 'It is not picked any more.' };
      const to = from + (move.move === 'up' ? -1 : 1);
      const other = ranked[to];
      if (other === undefined) return { ok: true, plan };
      return {
        ok: true,
        plan: ordered(plan, ranked.with(from, other).with(to, move.slug), rankBy),
      };
    }
    case 'order': {
      const ranked = rankBy(plan);
      if (ranked.toSorted().join() !== move.order.toSorted().join()) {
        return { ok: false, why: 'The pick has changed meanwhile: move it again.' };
      }
      return { ok: true, plan: ordered(plan, move.order, rankBy) };
    }
  }
}

/** `order` holds what is picked and nothing else. */
function ordered(plan: Plan, order: readonly Slug[], rankBy: RankBy): Plan {
  const wanted = order.join();
  // Pins of what earlier editions carried have no effect, and are the editor's to take away.
  const idle = plan.pin.filter((slug) => !order.includes(slug));
  const pinning = (count: number) => ({ ...plan, pin: [...order.slice(0, count), ...idle] });
  // The pinned come first: whatever stands above one must be pinned as well.
  let count = order.findLastIndex((slug) => plan.pin.includes(slug)) + 1;
  while (count < order.length && rankBy(pinning(count)).join() !== wanted) count += 1;
  return pinning(count);
}

function without(slugs: readonly Slug[], slug: Slug): Slug[] {
  return slugs.filter((other) => other !== slug);
}
