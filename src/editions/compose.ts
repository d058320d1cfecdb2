import type { Library } from '../content/library.js';
import { type Disagreement, type Edition, sealed } from './edition.js';
import { introFor } from './intro.js';
import { type CommunityOf, matchupsOf } from './matchups.js';
import { type Pick, pickedSlugs } from './pick.js';
import type { Plan } from './plan.js';
import { preheaderFor } from './preheader.js';
import { localDate } from './schedule.js';
import { subjectFor } from './subject.js';
import type { Week } from './week.js';

export interface Composition {
  week: Week;
  dueAt: Date;
  timeZone: string;
  library: Library;
  pick: Pick;
  plan: Plan;
  community: CommunityOf;
  /** Where readers and panel differ, the widest first. */
  disagreements?: readonly Disagreement[];
}

/**
 * The week's edition, sealed: same input, same bytes. Null when the pick holds nothing. What the
 * plan says of subject, intro and closing note wins over what the data says.
 */
export function composeEdition(composition: Composition): Edition | null {
  const { week, dueAt, timeZone, library, pick, plan, community, disagreements } = composition;
  const matchups = matchupsOf(library, pickedSlugs(pick), community);
  if (matchups.length === 0) return null;
  const subject = plan.subject ?? subjectFor(matchups);
  return sealed({
    week,
    dueAt: dueAt.toISOString(),
    timeZone,
    date: localDate(dueAt, timeZone),
    subject,
    preheader: preheaderFor(matchups, subject),
    intro: plan.intro ?? introFor(matchups),
    ...(plan.closing && { closing: plan.closing }),
    panel: library.panel,
    matchups,
    moreOnTheWeb: [],
    ...(disagreements?.length && { disagreements: [...disagreements] }),
  });
}

/**
 * The edition, sealed anew, with its `count` lowest-ranked matchups moved to the head of
 * `moreOnTheWeb`, their order kept. At least one matchup stays.
 */
export function withMatchupsMoved(edition: Edition, count: number): Edition {
  const { hash: _, ...content } = edition;
  const staying = Math.max(1, edition.matchups.length - count);
  return sealed({
    ...content,
    matchups: edition.matchups.slice(0, staying),
    moreOnTheWeb: [...edition.matchups.slice(staying), ...edition.moreOnTheWeb],
  });
}
