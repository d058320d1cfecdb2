import type { Library } from '../content/library.js';
import { panelShip } from '../content/tool.js';
import type { Mailing } from '../mailings/mailing.js';
import type { Receipt } from '../mailings/receipt.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { community, type Tally } from './community.js';
import type { Clicks, MailingCounts } from './mailing-events.js';
import type { Span } from './votes.js';

/** What came of a mailing, in readers where nothing else is said. */
export interface Report extends MailingCounts {
  week: string;
  mailing: string;
  receipt: Receipt;
  clicked: Clicks;
  votes: VotesReport;
  unsubscribed: { readers: number; reasons: { reason: string | null; readers: number }[] };
}

interface VotesReport {
  cast: number;
  tools: (Tally & {
    tool: string;
    name: string;
    panelShip: number | null;
    /** Of all votes, not only of these. */
    community: number | null;
  })[];
}

interface Material {
  mailing: Mailing;
  receipt: Receipt;
  counts: MailingCounts;
  clicked: Clicks;
  /** Votes cast since the mailing was frozen and until the next was. */
  cast: ReadonlyMap<string, Tally>;
  /** All votes. */
  tallies: ReadonlyMap<string, Tally>;
  quorum: number;
  library: Library;
  departures: Departures;
}

/** Puts together what is known of a mailing. Pure. */
export function reportOf(material: Material): Report {
  const { mailing, receipt, counts, clicked, departures } = material;
  return {
    week: mailing.week,
    mailing: mailing.id,
    receipt,
    ...counts,
    clicked,
    votes: votesOf(material),
    unsubscribed: departures.result(),
  };
}

function votesOf({ cast, tallies, quorum, library }: Material): VotesReport {
  const tools = [...cast].map(([tool, tally]) => {
    const known = library.tools.get(tool);
    return {
      tool,
      name: known?.name ?? tool,
      ...tally,
      panelShip: known ? panelShip(known.reviews) : null,
      community: community(tallies.get(tool) ?? tally, quorum),
    };
  });
  const votes = ({ ship, skip }: Tally) => ship + skip;
  tools.sort((a, b) => votes(b) - votes(a) || (a.tool < b.tool ? -1 : 1));
  return { cast: tools.reduce((sum, tally) => sum + votes(tally), 0), tools };
}

/** So many reasons are told one by one. */
const mostReasons = 20;

/**
 * Who left because of a mailing, as far as that can be told: those whose leaving lies between it and the next
 * one. The store keeps when a reader left and why, not through which letter.
 */
export class Departures {
  #reasons = new Map<string | null, number>();

  constructor(readonly span: Span) {}

  add({ status, updatedAt, reason }: Pick<Subscriber, 'status' | 'updatedAt' | 'reason'>): void {
    const { from, to } = this.span;
    const at = Date.parse(updatedAt);
    if (status !== 'unsubscribed' || at < from.getTime() || (to && at >= to.getTime())) return;
    const given = reason?.replace(/\s+/g, ' ').trim() || null;
    this.#reasons.set(given, (this.#reasons.get(given) ?? 0) + 1);
  }

  /** The reasons that most gave first; null stands for none. */
  result(): Report['unsubscribed'] {
    const reasons = [...this.#reasons].map(([reason, readers]) => ({ reason, readers }));
    reasons.sort((a, b) => b.readers - a.readers || ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1));
    return {
      readers: reasons.reduce((sum, { readers }) => sum + readers, 0),
      reasons: reasons.slice(0, mostReasons),
    };
  }
}
