import type { Element } from './cascade.js';
import { type Fault, quoted } from './finding.js';
import { type Proof, selectorOf, wordsOf } from './proof.js';

/** What came of asking for an address: an HTTP status, or why there was no answer. */
export type Reply = { status: number } | { failure: string };

/** Outside links that do not answer well. `links` are addresses, each with its first link. */
export function outsideFaults(
  { document }: Pick<Proof, 'document'>,
  links: ReadonlyMap<string, Element>,
  replies: ReadonlyMap<string, Reply>,
): Fault[] {
  return [...links].flatMap(([href, element]): Fault[] => {
    const trouble = troubleIn(replies.get(href));
    if (!trouble) return [];
    const { severity, why } = trouble;
    return [
      {
        severity,
        rule: 'outside-link',
        part: 'html',
        selector: selectorOf(document, element),
        what: `The link ${quoted(wordsOf(document, element))} leads to ${quoted(href)}, which ${why}.`,
        remedy: 'Open it yourself, and correct or take out what does not work.',
      },
    ];
  });
}

/** Only what is gone is certainly wrong: many sites turn away whatever is no browser. */
function troubleIn(reply: Reply | undefined) {
  if (!reply || ('status' in reply && reply.status < 400)) return undefined;
  if ('failure' in reply) return { severity: 'warning', why: `failed: ${reply.failure}` } as const;
  const gone = reply.status === 404 || reply.status === 410;
  const severity = gone ? 'error' : 'warning';
  return { severity, why: `answers ${reply.status}` } as const;
}
