/** @jsxImportSource hono/jsx */

interface NamedProps {
  names: readonly string[];
  children: string;
}

/**
 * A text about what has these names, each set apart from what stands around it: a name that is written
 * from right to left would pull a figure beside it to its other side.
 */
export function Named({ names, children }: NamedProps) {
  // The longer ones first: one name may begin another.
  const patterns = names.toSorted((a, b) => b.length - a.length).map(literal);
  if (patterns.length === 0) return <>{children}</>;
  const name = new RegExp(`(?<![\\p{L}\\p{N}])(${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  // Split so, every second part is a name.
  const parts = children.split(name);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <bdi key={part}>{part}</bdi>))}</>;
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
