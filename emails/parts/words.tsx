import type { ReactNode } from 'react';
import { inlineSteps, light, type Palette, type TypeName, type } from '../theme.js';

/** The role of a text's colour: a class of that name colours it in both schemes. */
type Tone = Extract<keyof Palette, 'ink' | 'muted' | 'ship' | 'skip'>;

interface WordsProps {
  as?: 'p' | 'h1' | 'h2' | 'h3';
  step: TypeName;
  tone?: Tone;
  /** Space above and below, in px. */
  above?: number;
  below?: number;
  children: ReactNode;
}

/** A paragraph or heading in one step of the type scale. */
export function Words({
  as: Tag = 'p',
  step,
  tone = 'ink',
  above = 0,
  below = 0,
  children,
}: WordsProps) {
  const margin = above + below === 0 ? 0 : `${above}px 0 ${below}px`;
  const inline = inlineSteps.has(step) && { ...type[step], color: light[tone] };
  return (
    <Tag className={`${tone} ${step}`} style={{ margin, ...inline }}>
      {children}
    </Tag>
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
    <a className={tone} href={href} style={{ color: light[tone] }}>
      {children}
    </a>
  );
}
