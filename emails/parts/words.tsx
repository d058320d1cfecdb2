import type { ReactNode } from 'react';
import type { MatchupTool } from '../../src/editions/edition.js';
import { inlineSteps, light, type Palette, type TypeName, type } from '../theme.js';
import { paragraphsOf, readsRightToLeft, splitAtNames } from '../wording.js';

/** The role of a text's colour: a class of that name colours it in both schemes. */
type Tone = Extract<keyof Palette, 'ink' | 'muted' | 'ship' | 'skip'>;

interface WordsProps {
  as?: 'p' | 'h1' | 'h2' | 'h3';
  step: TypeName;
  tone?: Tone;
  /** Space above and below, in px. */
  above?: number;
  below?: number;
  /** `auto` where the text may be read from right to left as a whole. */
  dir?: 'auto' | undefined;
  children: ReactNode;
}

/** A paragraph or heading in one step of the type scale. */
export function Words({
  as: Tag = 'p',
  step,
  tone = 'ink',
  above = 0,
  below = 0,
  dir,
  children,
}: WordsProps) {
  const margin = above + below === 0 ? 0 : `${above}px 0 ${below}px`;
  const inline = inlineSteps.has(step) && { ...type[step], color: light[tone] };
  return (
    <Tag className={`${tone} ${step}`} dir={dir} style={{ margin, ...inline }}>
      {children}
    </Tag>
  );
}

/** What an editor wrote, a paragraph a block, the first `above` px below what is before it. */
export function Prose({ children, above = 0 }: { children: string; above?: number }) {
  return paragraphsOf(children).map((paragraph, index) => (
    <Words
      key={paragraph}
      step="lead"
      above={index === 0 ? above : 12}
      dir={readsRightToLeft(paragraph) ? 'auto' : undefined}
    >
      {paragraph}
    </Words>
  ));
}

/** A text among other words or figures, which stay where they are though the text reads from right to left; so do its own marks. */
export function Name({ children }: { children: string }) {
  // No client but Apple's knows <bdi>.
  return readsRightToLeft(children) ? <span dir="auto">{children}</span> : children;
}

/** A sentence on these tools with figures in it: each stays behind the name that it follows. */
export function Sentence({
  children,
  tools,
}: {
  children: string;
  tools: readonly Pick<MatchupTool, 'name'>[];
}) {
  return splitAtNames(children, tools).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name.
    index % 2 === 0 ? part : <Name key={index}>{part}</Name>,
  );
}

/** Words of the second rank within a line, such as the `vs` between two names. */
export function Aside({ children }: { children: ReactNode }) {
  return <span className="muted aside">{children}</span>;
}

/** A link within running text, in the colour of the text around it. */
export function TextLink({
  href,
  tone = 'ink',
  children,
}: {
  href: string;
  tone?: Tone;
  children: ReactNode;
}) {
  return (
    <a className={`${tone} link`} href={href} style={{ color: light[tone] }}>
      {children}
    </a>
  );
}
