/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

interface HeadingProps {
  /** The rank of it among the page's headings; all beyond the third are of the fourth. */
  level: number;
  class: string;
  children: Child;
}

/** A heading whose rank depends on where its part of the page stands. */
export function Heading({ level, children, ...attributes }: HeadingProps) {
  if (level === 1) return <h1 {...attributes}>{children}</h1>;
  if (level === 2) return <h2 {...attributes}>{children}</h2>;
  if (level === 3) return <h3 {...attributes}>{children}</h3>;
  return <h4 {...attributes}>{children}</h4>;
}
