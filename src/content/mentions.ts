import type { Slug } from './slug.js';

interface Named {
  slug: Slug;
  name?: string;
}

/** Which other tools of its matchup a sentence on a tool names: `others` without the tool itself, or `both`. */
export type Mention = 'none' | 'others' | 'both';

/** Tells which tools the sentences of a tool's reviews name: none, where its name is not known. */
export function mentionsBeside(own: Named, tools: readonly Named[]): (sentence: string) => Mention {
  const { name } = own;
  if (name === undefined) return () => 'none';
  const called = shortened(name);
  const [first = called] = called.split(' ');
  const others = tools.flatMap((tool) =>
    tool.slug === own.slug || tool.name === undefined ? [] : namesOf(shortened(tool.name), called),
  );
  const isHeld = others.some((other) => called.includes(other));
  const isFirstOwn = !others.includes(first);
  return (sentence) => {
    const rest = isHeld ? sentence.replaceAll(called, ' ') : sentence;
    if (!others.some((other) => holds(rest, other))) return 'none';
    return holds(sentence, called) || (isFirstOwn && holds(sentence, first)) ? 'both' : 'others';
  };
}

/**
 * A quote on one tool without the verdicts that it gives another: "Slip is a ship", "skip Slip". Where the
 * one name holds the other, "Halo" beside "Halo Lite", what is said of the whole name stays, and "Lite" is
 * the other as well.
 */
export function withoutVerdictsOn(other: string, own: string, quote: string): string {
  const [called, self] = [shortened(other), shortened(own)];
  if (called === self) return quote;
  const names = namesOf(called, self);
  const rest = self.includes(called) ? quote.split(self) : [quote];
  return rest
    .map((part) => names.reduce((text, name) => withoutVerdictsOnName(name, text), part))
    .join(self);
}

/** What reviewers of one tool call another: of "Halo Lite" beside "Halo" also "Lite". */
function namesOf(other: string, own: string): string[] {
  return other.startsWith(`${own} `) ? [other, other.slice(own.length + 1)] : [other];
}

function withoutVerdictsOnName(called: string, quote: string): string {
  const name = called.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const words = String.raw`(?:(?!(?:it|this|that|i)\b)[^\s.,;:!?()—–]+ ){0,4}`;
  const word = '(?:[Ss]hip|[Ss]kip|SHIP|SKIP)';
  const verdict = new RegExp(
    String.raw`(?<![\p{L}\p{N}])${name}(?:['’]s)?:? ${words}${word}s?\b|\b${word}(?:ping)? ${name}(?![\p{L}\p{N}])`,
    'gu',
  );
  return quote.replaceAll(verdict, () => called);
}

/** Reviewers leave out what a name has in brackets: "Sidekick (by Nimbus)". */
function shortened(name: string): string {
  return name.replace(/ ?\([^()]*\)$/, '') || name;
}

/** Whether a text holds the name by itself, not as a part of a longer word. */
function holds(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text.slice(0, at);
    const behind = text.slice(at + name.length);
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(behind)) return true;
  }
  return false;
}
