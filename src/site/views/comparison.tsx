/** @jsxImportSource hono/jsx */
import { COMMUNITY, ENTRY, PANEL_SHIP } from '../../content/block.js';
import { HEADING, titleOf, USUAL_QUESTION } from '../../content/page.js';
import type { Panel } from '../../content/panel.js';
import { SCORECARD, SIGN_UP } from '../../content/scorecard.js';
import { panelShip } from '../../content/tool.js';
import type { NamedTool, SideBySide } from '../../editions/side-by-side.js';
import { share } from '../../letters/wording.js';
import { Named } from './named.js';
import { SignUpLine } from './sign-up-form.js';

interface ComparisonProps {
  sides: SideBySide;
  panel: Panel;
  /** Shares of readers' votes that say ship, in percent; null below the quorum. */
  community: { left: number | null; right: number | null };
}

/**
 * A comparison as a page. Its text, read in order, is that of `writePage`, line by line: who said what of
 * a quote stands in labels and in the style sheet's own words.
 */
export function ComparisonView({ sides, panel, community }: ComparisonProps) {
  const { left, right, comparison } = sides;
  const question = comparison.question ?? USUAL_QUESTION;
  return (
    <>
      <div class="opening">
        <p class="overline">{HEADING}</p>
        <h1 class="title">
          <Named names={[left.name, right.name]}>{titleOf(left, right)}</Named>
        </h1>
        <Paragraphs text={question} class="lead" />
      </div>
      <div class="pair">
        <ToolBlock tool={left} community={community.left} />
        <ToolBlock tool={right} community={community.right} />
      </div>
      <section class="scorecard" aria-labelledby="scorecard">
        <h2 id="scorecard" class="heading">
          {SCORECARD}
        </h2>
        <div class="pair">
          {panel.flatMap(({ lens, label }) =>
            [left, right].map((tool) => (
              <ReviewBlock key={`${tool.slug} ${lens}`} tool={tool} lens={lens} label={label} />
            )),
          )}
        </div>
      </section>
      <section class="card invitation" aria-labelledby="sign-up">
        <p class="smallstrong">{SIGN_UP[0]}</p>
        <h2 id="sign-up" class="heading">
          {SIGN_UP[1]}
        </h2>
        <p class="lead">{SIGN_UP[2]}</p>
        <SignUpLine />
      </section>
    </>
  );
}

function ToolBlock({ tool, community }: { tool: NamedTool; community: number | null }) {
  const ships = tool.reviews.filter(({ verdict }) => verdict === 'ship').length;
  return (
    <article class="card tool" aria-label={tool.name}>
      <p class="small muted">{tool.category}</p>
      <h2 class="heading">{tool.name}</h2>
      <p class="muted">{tool.tagline}</p>
      <div class="panelbar" aria-hidden="true">
        {tool.reviews.map(({ lens }, index) => (
          <i key={lens} class={index < ships ? 'on' : 'off'}></i>
        ))}
      </div>
      <div class="figures">
        <Figure value={share(panelShip(tool.reviews))} label={PANEL_SHIP} />
        <Figure value={share(community)} label={COMMUNITY} />
        <Figure value={tool.entry} label={ENTRY} />
      </div>
      <div class="about">
        <Paragraphs text={tool.description} />
      </div>
    </article>
  );
}

export function Figure({ value, label }: { value: string; label: string }) {
  return (
    <p class="stat">
      <b class={value.length > 7 ? 'phrase' : 'figure'}>{value}</b>
      <span>{label}</span>
    </p>
  );
}

function ReviewBlock({ tool, lens, label }: { tool: NamedTool; lens: string; label: string }) {
  const review = tool.reviews.find((each) => each.lens === lens);
  if (!review) return null;
  const { verdict, quote } = review;
  return (
    <figure
      class={`card review ${verdict}`}
      data-by={`${label} on ${tool.name}`}
      data-verdict={verdict.toUpperCase()}
      aria-label={`${label} on ${tool.name}: ${verdict}`}
    >
      <blockquote>
        <Paragraphs text={`“${quote}”`} />
      </blockquote>
    </figure>
  );
}

function Paragraphs({ text, ...attributes }: { text: string; class?: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph} {...attributes}>
          {paragraph}
        </p>
      ))}
    </>
  );
}
