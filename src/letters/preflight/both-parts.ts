import { type Fault, quoted } from './finding.js';
import { linksOf } from './links.js';
import { bare, type Proof, visibleText } from './proof.js';
import { pageWords, toolNames, without } from './words.js';

const remedy = 'Bring letters/text.ts and the template in emails/ together again.';

/** What only one of HTML and plain text says: words of the edition, figures, verdicts, links. */
export function bothPartsFaults(proof: Proof): Fault[] {
  const html = visibleText(proof);
  const text = bare(proof.text);
  return [
    ...wordFaults(proof, html, text),
    ...figureFaults(proof, html, text),
    ...verdictFaults(proof, html, text),
    ...addressFaults(proof, html),
  ];
}

function wordFaults({ edition }: Proof, html: string, text: string): Fault[] {
  const { subject, intro, closing = '' } = edition;
  const said = new Set([subject, intro, closing, ...pageWords(edition)].map(bare).filter(Boolean));
  return [...said].flatMap((words) => onlyIn(html.includes(words), text.includes(words), words));
}

function onlyIn(inHtml: boolean, inText: boolean, words: string): Fault[] {
  if (inHtml === inText) return [];
  const [where, part] = inHtml ? ['HTML', 'text' as const] : ['text part', 'html' as const];
  const what = `Only the ${where} says ${quoted(words)}.`;
  return [{ severity: 'warning', rule: 'both-parts', part, what, remedy }];
}

/** Shares must come in the same order, as readers take each for what stands beside it; other numbers must occur. */
function figureFaults({ edition }: Proof, html: string, text: string): Fault[] {
  const names = toolNames(edition);
  const own = (words: string) => without(words.replace(urls, ' '), names);
  const [inHtml, inText] = [own(html), own(text)];
  const shares = { html: sharesIn(inHtml), text: sharesIn(inText) };
  const numbers = { html: new Set(numbersIn(inHtml)), text: new Set(numbersIn(inText)) };
  const missing = [
    ...less(shares.html, shares.text).map((figure) => ({ figure, html: true })),
    ...less(shares.text, shares.html).map((figure) => ({ figure, html: false })),
    ...less([...numbers.html], [...numbers.text]).map((figure) => ({ figure, html: true })),
    ...less([...numbers.text], [...numbers.html]).map((figure) => ({ figure, html: false })),
  ];
  if (missing.length > 0) {
    return missing.map(({ figure, html: found }): Fault => {
      const [where, part] = found ? ['HTML', 'text' as const] : ['text part', 'html' as const];
      const what = `The ${where} has the figure ${quoted(figure)} once more than the other part.`;
      return { severity: 'warning', rule: 'both-parts', part, what, remedy };
    });
  }
  if (shares.html.join() === shares.text.join()) return [];
  const at = shares.html.findIndex((share, index) => share !== shares.text[index]);
  const what = `HTML and text part give their shares in another order: the first to differ is ${quoted(shares.html[at] ?? '')} against ${quoted(shares.text[at] ?? '')}.`;
  return [{ severity: 'warning', rule: 'both-parts', part: 'text', what, remedy }];
}

const urls = /https?:\/\/[^\s<>"“”]+/g;

function sharesIn(words: string): string[] {
  return words.match(/\d+(?=\s?%)/g)?.map((figure) => `${figure}%`) ?? [];
}

function numbersIn(words: string): string[] {
  return words.replace(/\d+\s?%/g, ' ').match(/\d+(?:[.,]\d+)*/g) ?? [];
}

/** What the first list has more often than the second. */
function less(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function verdictFaults({ edition }: Proof, html: string, text: string): Fault[] {
  const words = pageWords(edition);
  const count = (part: string, verdict: string) =>
    without(part, words)
      .replaceAll('PANEL SHIP', ' ')
      .match(new RegExp(`\\b${verdict}\\b`, 'g'))?.length ?? 0;
  return ['SHIP', 'SKIP'].flatMap((verdict): Fault[] => {
    const [inHtml, inText] = [count(html, verdict), count(text, verdict)];
    if (inHtml === inText) return [];
    const what = `The HTML says “${verdict}” ${inHtml} times, the text part ${inText} times.`;
    return [{ severity: 'warning', rule: 'both-parts', part: 'text', what, remedy }];
  });
}

function addressFaults(proof: Proof, html: string): Fault[] {
  const inHtml = new Set(linksOf(proof).map(({ href }) => href));
  const inText = new Set(
    proof.text.match(urls)?.map((url) => (inHtml.has(url) ? url : trimmed(url))),
  );
  const faultFor = (href: string, where: string, part: 'html' | 'text'): Fault => {
    const what = `Only the ${where} leads to ${quoted(href)}.`;
    return { severity: 'warning', rule: 'both-parts', part, what, remedy };
  };
  const web = [...inHtml].filter((href) => /^https?:/i.test(href));
  return [
    ...web.filter((href) => !inText.has(href)).map((href) => faultFor(href, 'HTML', 'text')),
    ...[...inText]
      .filter((href) => !inHtml.has(href) && !html.includes(href))
      .map((href) => faultFor(href, 'text part', 'html')),
  ];
}

/** An address without the marks of the sentence that it stands in. */
function trimmed(url: string): string {
  return url.replace(/[.,;:!?)\]}'’]+$/, '');
}
