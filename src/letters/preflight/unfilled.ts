import { type Fault, quoted } from './finding.js';
import { type Proof, selectorOf, visibleText } from './proof.js';
import { pageWords, without } from './words.js';

/** What is left where a value was to be put in. */
const unfilled =
  /\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{[^{}]*\}|\*\|[^|]*\|\*|%%\w+%%|<%[^%]*%>|\[object \w+\]|\b(?:undefined|NaN|null)\s?%|[\u{e000}-\u{f8ff}]/u;

/** What a writer puts down to replace it later. */
const draft = /\blorem ipsum\b|\[(?:insert|your|todo|tbd|placeholder)\b[^\]]*\]|\bTKTK\b/i;

/** The same, where it may also be meant. */
const maybe = /\b(?:TODO|FIXME|TBD|XXX)\b/;

/**
 * Places that were not filled. In the words of editors and templates that is an error; the page of a
 * tool may be about just that, so there it is a warning.
 */
export function unfilledFaults(proof: Proof): Fault[] {
  const fromPages = pageWords(proof.edition);
  const ours = (text: string) => without(text, fromPages);
  const parts = [
    { part: 'subject', text: ours(proof.subject) },
    { part: 'preheader', text: ours(proof.edition.preheader) },
    { part: 'html', text: ours(htmlWords(proof)) },
    { part: 'text', text: ours(proof.text) },
  ] as const;
  const said = new Set<string>();
  const faults: Fault[] = [];
  const add = (severity: Fault['severity'], part: Fault['part'], words: string) => {
    if (said.has(words)) return;
    said.add(words);
    const selector = part === 'html' ? spotOf(proof, words) : undefined;
    faults.push({
      severity,
      rule: 'unfilled',
      part,
      ...(selector !== undefined && { selector }),
      what: `The ${names[part]} holds ${quoted(words)}, which looks like a place that was not filled.`,
      remedy: 'Write what belongs there: in the plan, the comparison or the template.',
    });
  };
  for (const { part, text } of parts) {
    const words = (unfilled.exec(text) ?? draft.exec(text))?.[0];
    if (words !== undefined) add('error', part, words);
    const doubtful = maybe.exec(text)?.[0];
    if (doubtful !== undefined) add('warning', part, doubtful);
  }
  const shown = htmlWords(proof);
  for (const text of fromPages.filter((words) => shown.includes(words))) {
    const words = (unfilled.exec(text) ?? draft.exec(text) ?? maybe.exec(text))?.[0];
    if (words !== undefined) add('warning', 'html', words);
  }
  return faults;
}

const names = {
  subject: 'subject',
  preheader: 'preheader',
  html: 'HTML',
  text: 'text part',
  headers: 'headers',
};

function htmlWords(proof: Proof): string {
  const { document: $ } = proof;
  const labels = $('[aria-label], [alt], [title]')
    .toArray()
    .flatMap(({ attribs }) => [attribs['aria-label'], attribs.alt, attribs.title]);
  return [visibleText(proof), ...labels].join(' ');
}

/** The innermost element that holds the words. */
function spotOf({ document: $ }: Proof, words: string): string | undefined {
  const holding = $('body *')
    .toArray()
    .filter((element) => $(element).text().includes(words));
  const element = holding.at(-1);
  return element && selectorOf($, element);
}
