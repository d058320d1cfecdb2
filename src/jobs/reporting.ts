import type { App } from '../app.js';
import { panelShip } from '../content/tool.js';
import type { Week } from '../editions/week.js';
import { community, type Tally } from '../feedback/community.js';
import { pointsOf } from '../feedback/disagreement.js';
import type { Clicks } from '../feedback/mailing-events.js';
import { Departures, type Report, reportOf } from '../feedback/report.js';
import type { Span } from '../feedback/votes.js';
import type { Mailing } from '../mailings/mailing.js';
import { departed } from './departed.js';
import { votesNow } from './drafting.js';
import { receiptFor } from './operating.js';

/** What came of a week's mailing so far; undefined when there is none. */
export async function reportFor(app: App, week: Week): Promise<Report | undefined> {
  const [mailing, receipt] = await Promise.all([app.mailings.read(week), receiptFor(app, week)]);
  if (!mailing || !receipt) return undefined;
  const [span, library, votes] = await Promise.all([
    spanOf(app, mailing),
    app.library(),
    votesNow(app),
  ]);
  const departures = new Departures(span);
  for (const reader of await departed(app)) departures.add(reader);
  return reportOf({
    mailing,
    receipt,
    counts: (await app.events.of(mailing.id)).counts(),
    clicked: await clicksFor(app, mailing),
    cast: votes.tallies(span),
    tallies: votes.tallies(),
    quorum: app.config.communityQuorum,
    library,
    departures,
  });
}

/** Who clicked what in a mailing's letters. */
export async function clicksFor(app: App, mailing: Mailing): Promise<Clicks> {
  const [events, links] = await Promise.all([app.events.of(mailing.id), fewestLinks(app, mailing)]);
  return events.clicks(links);
}

/** One tool as readers and panel see it. */
export interface ToolVotes extends Tally {
  tool: string;
  name: string;
  panelShip: number;
  /** Null below the quorum. */
  community: number | null;
  /** How far apart the two shares are, in points; null below the quorum. */
  apart: number | null;
}

/** Every tool of the library, those on which readers and panel differ most first. */
export async function toolVotes(app: App): Promise<ToolVotes[]> {
  const [library, votes] = await Promise.all([app.library(), votesNow(app)]);
  const tools = [...library.tools].map(([tool, { name, reviews }]): ToolVotes => {
    const tally = votes.tally(tool);
    const shares = {
      panelShip: panelShip(reviews),
      community: community(tally, app.config.communityQuorum),
    };
    const apart =
      shares.community === null ? null : pointsOf({ ...shares, community: shares.community });
    return { tool, name, ...shares, ...tally, apart };
  });
  return tools.sort(
    (a, b) =>
      (b.apart ?? -1) - (a.apart ?? -1) ||
      b.ship + b.skip - (a.ship + a.skip) ||
      (a.tool < b.tool ? -1 : 1),
  );
}

/** What happens from a mailing on and before the next one is put down to it. */
async function spanOf(app: App, { week, frozenAt }: Mailing): Promise<Span> {
  const next = (await app.mailings.list()).find((other) => other > week);
  const following = next && (await app.mailings.read(next));
  return { from: new Date(frozenAt), ...(following && { to: new Date(following.frozenAt) }) };
}

/** How few links one of the mailing's letters has. */
async function fewestLinks(app: App, { week, variants }: Mailing): Promise<number> {
  const counts = await Promise.all(
    variants.map(async (variant) => {
      const { html } = await app.mailings.readLetter(week, variant);
      return new Set(html.match(/\shref="https?:[^"]*"/g)).size;
    }),
  );
  return Math.min(...counts);
}
