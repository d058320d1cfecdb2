/** @jsxImportSource hono/jsx */

import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { isSameCategory } from '../content/categories.js';
import { titleOf } from '../content/page.js';
import { SIGN_UP } from '../content/scorecard.js';
import type { NamedTool, SideBySide } from '../editions/side-by-side.js';
import { community } from '../feedback/community.js';
import { paths } from '../letters/links.js';
import { dateInWords } from '../letters/wording.js';
import { type Catalogue, editionMailed } from './catalogue.js';
import type { SiteParts } from './parts.js';
import { htmlOf, notFound, show } from './respond.js';
import { reviewData } from './structured-data.js';
import { ComparisonView } from './views/comparison.js';
import { ComparisonList, type Shares, sentenceOf } from './views/comparison-list.js';
import { Document } from './views/document.js';
import { EditionView, namesIn } from './views/edition.js';
import { Named } from './views/named.js';
import { SignUpLine } from './views/sign-up-form.js';
import { topicsOnOffer } from './views/topic-choice.js';

/** The pages that everybody may read: the latest edition, the comparisons, the archive. */
export function publicPages(parts: SiteParts): Hono {
  const { frame, catalogue } = parts;
  const { publication } = frame.masthead;
  const routes = new Hono();

  routes.get('/', async (context) => {
    const { editions, published, categories } = await catalogue();
    const topics = topicsOnOffer(categories).length > 0;
    const [latest] = editions;
    return show(
      context,
      <Document frame={frame} title={publication} description={promise} path="/" signsUp>
        <section class="card hero">
          <h1 class="title">{SIGN_UP[1]}</h1>
          <p class="lead">{SIGN_UP[2]}</p>
          <SignUpLine />
          <p class="hint">
            One letter a week, confirmed by you first.{' '}
            <a href="/subscribe">{topics ? 'Choose format and topics' : 'Choose the format'}</a>
          </p>
        </section>
        {latest ? (
          <EditionView edition={latest} level={2} />
        ) : (
          <section>
            <h2 class="heading">The latest comparisons</h2>
            <ComparisonList comparisons={published.slice(0, 10)} figures={figures} />
          </section>
        )}
      </Document>,
    );
  });

  routes.get('/compare', async (context) => {
    const { published, categories } = await catalogue();
    return show(
      context,
      <Document
        frame={frame}
        title={`All comparisons · ${publication}`}
        description="AI tools compared two at a time, by category: who on the panel would ship or skip, and what readers say."
        path="/compare"
      >
        <h1 class="title">All comparisons</h1>
        {published.length === 0 && <p class="lead">There is none yet. The first comes soon.</p>}
        {categories.map((category) => (
          <section key={category} class="category">
            <h2 class="heading">{category}</h2>
            <ComparisonList comparisons={inCategory(published, category)} figures={figures} />
          </section>
        ))}
      </Document>,
    );
  });

  routes.get('/compare/:slug', async (context) => {
    const now = await catalogue();
    const sides = now.comparisons.get(context.req.param('slug'));
    if (!sides) return notFound(context, frame);
    const { bytes, tag } = await comparisonPage(sides, now);
    return context.body(bytes, 200, { 'content-type': 'text/html; charset=UTF-8', etag: tag });
  });

  routes.get('/editions', async (context) => {
    const { editions } = await catalogue();
    return show(
      context,
      <Document
        frame={frame}
        title={`All editions · ${publication}`}
        description={`Every edition of ${publication}, the newest first.`}
        path="/editions"
      >
        <h1 class="title">All editions</h1>
        {editions.length === 0 ? (
          <p class="lead">
            None was mailed yet. <a href="/subscribe">Subscribe</a>, and the first one is yours.
          </p>
        ) : (
          <ul class="list category">
            {editions.map((edition) => (
              <li key={edition.week}>
                <p class="small muted">{dateInWords(edition.date)}</p>
                <p>
                  <a href={paths.edition(edition.week)}>
                    <Named names={namesIn(edition)}>{edition.subject}</Named>
                  </a>
                </p>
                <p class="note muted">
                  <Named names={namesIn(edition)}>{edition.preheader}</Named>
                </p>
              </li>
            ))}
          </ul>
        )}
      </Document>,
    );
  });

  routes.get('/editions/:week', async (context) => {
    const week = context.req.param('week');
    const edition = await editionMailed(await catalogue(), parts.app, week);
    if (!edition) return notFound(context, frame);
    return show(
      context,
      <Document
        frame={frame}
        title={`${edition.subject} · ${publication}`}
        description={edition.preheader}
        path={paths.edition(edition.week)}
        signsUp
      >
        <EditionView edition={edition} level={1} />
        <section class="card invitation" aria-labelledby="sign-up">
          <h2 id="sign-up" class="heading">
            {SIGN_UP[1]}
          </h2>
          <p class="lead">{SIGN_UP[2]}</p>
          <SignUpLine />
        </section>
      </Document>,
    );
  });

  let madeFrom: Catalogue | undefined;
  const made = new Map<string, MadePage>();

  /** A comparison's page, made once for each look at the content and each state of the votes. */
  async function comparisonPage(sides: SideBySide, now: Catalogue): Promise<MadePage> {
    if (madeFrom !== now) made.clear();
    madeFrom = now;
    const shares = figures(sides);
    const key = [sides.slug, shares.left, shares.right].join(' ');
    const page = made.get(key) ?? tagged(await htmlOf(comparisonDocument(sides, now, shares)));
    made.set(key, page);
    return page;
  }

  function comparisonDocument(sides: SideBySide, now: Catalogue, shares: Shares) {
    const { slug, left, right } = sides;
    return (
      <Document
        frame={frame}
        title={`${titleOf(left, right)} · ${publication}`}
        {...(now.published.includes(sides) && {
          description: descriptionOf(sides),
          path: paths.comparison(slug),
          jsonLd: reviewData(sides, now.panel, frame.masthead),
        })}
        wide
        signsUp
      >
        <ComparisonView sides={sides} panel={now.panel} community={shares} />
      </Document>
    );
  }

  /** Readers' votes where enough voted, else the figure that the page came with. */
  function figures({ left, right, comparison }: SideBySide): Shares {
    const live = ({ slug }: NamedTool) =>
      community(parts.votes.tally(slug), parts.app.config.communityQuorum);
    return {
      left: live(left) ?? comparison.community?.left ?? null,
      right: live(right) ?? comparison.community?.right ?? null,
    };
  }

  return routes;
}

/** A page that is kept ready to go out, and the entity tag that stands for it. */
interface MadePage {
  bytes: Uint8Array<ArrayBuffer>;
  tag: string;
}

function tagged(html: string): MadePage {
  const bytes = Buffer.from(html);
  return { bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}

const promise =
  'New AI tools ship daily. We compare them two at a time before you waste an afternoon: who on a panel of four would ship or skip, once a week in your inbox.';

function inCategory(comparisons: readonly SideBySide[], category: string): SideBySide[] {
  return comparisons.filter(
    ({ left, right }) =>
      isSameCategory(left.category, category) || isSameCategory(right.category, category),
  );
}

function descriptionOf(sides: SideBySide): string {
  const { left, right } = sides;
  return `${left.name} (${left.tagline}) against ${right.name} (${right.tagline}). ${sentenceOf(sides, { left: null, right: null })}`;
}
