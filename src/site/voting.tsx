/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { panelShip, Verdict } from '../content/tool.js';
import type { NamedTool } from '../editions/side-by-side.js';
import { community } from '../feedback/community.js';
import { share } from '../letters/wording.js';
import { readForm } from './form.js';
import { follow } from './link.js';
import type { SiteParts } from './parts.js';
import { deadLink, say } from './respond.js';
import { Figure } from './views/comparison.js';

/** Where the digest's Ship and Skip lead. */
export function votingPages(parts: SiteParts): Hono {
  const { frame, votes, metrics, catalogue } = parts;
  const routes = new Hono();

  routes.get('/vote/:token', async (context) => {
    const asked = await readBallot(context, new URLSearchParams(context.req.query()));
    if (!asked) return deadLink(context, frame);
    const { tool, choice } = asked;
    const word = choice === 'ship' ? 'Ship' : 'Skip';
    return say(context, frame, {
      title: `${word} ${tool.name}?`,
      words: [tool.tagline],
      children: (
        <Ballot token={context.req.param('token')} tool={tool} choice={choice}>
          {`Vote: ${word.toLowerCase()} it`}
        </Ballot>
      ),
    });
  });

  routes.post('/vote/:token', async (context) => {
    const form = await readForm(context);
    const query = new URLSearchParams(context.req.query());
    const asked = await readBallot(context, form?.has('tool') ? form : query);
    if (!asked) return deadLink(context, frame);
    const { reader, tool, choice } = asked;
    await votes.record(reader, tool.slug, choice);
    metrics.reader('voted');
    const tally = votes.tally(tool.slug);
    const { communityQuorum } = parts.app.config;
    const cast = tally.ship + tally.skip;
    const other = choice === 'ship' ? 'skip' : 'ship';
    const figure = community(tally, communityQuorum);
    return say(context, frame, {
      title: `You would ${choice} ${tool.name}`,
      words: [],
      children: (
        <>
          <div class="card">
            <div class="figures pairwise">
              <Figure value={share(panelShip(tool.reviews))} label="Panel ship" />
              <Figure value={share(figure)} label="Community" />
            </div>
          </div>
          <p class="lead">{votesLine(cast, figure === null ? communityQuorum : 0)}</p>
          <p class="lead">Changed your mind? Vote again: the last vote counts.</p>
          <Ballot token={context.req.param('token')} tool={tool} choice={other} look="quiet">
            {`Vote: ${other} it`}
          </Ballot>
        </>
      ),
    });
  });

  async function readBallot(
    context: Context<object, '/vote/:token'>,
    fields: URLSearchParams,
  ): Promise<{ reader: string; tool: NamedTool; choice: Verdict } | undefined> {
    const link = await follow(parts, 'vote', context.req.param('token'));
    const choice = Verdict.safeParse(fields.get('choice'));
    const tool = (await catalogue()).tool(fields.get('tool') ?? '');
    if (!link || !choice.success || !tool) return undefined;
    return { reader: link.reader.id, tool, choice: choice.data };
  }

  return routes;
}

interface BallotProps {
  token: string;
  tool: NamedTool;
  choice: Verdict;
  look?: 'quiet';
  children: Child;
}

/** The button that casts a vote. */
function Ballot({ token, tool, choice, look, children }: BallotProps) {
  return (
    <form method="post" action={`/vote/${token}`}>
      <input type="hidden" name="tool" value={tool.slug} />
      <input type="hidden" name="choice" value={choice} />
      <button class={look === undefined ? 'button' : `button ${look}`} type="submit">
        {children}
      </button>
    </form>
  );
}

/** `quorum` is 0 once the figure is shown. */
function votesLine(votes: number, quorum: number): string {
  const counted = votes === 1 ? '1 reader has voted' : `${votes} readers have voted`;
  return quorum === 0 ? `${counted}.` : `${counted}; the figure shows from ${quorum} votes on.`;
}
