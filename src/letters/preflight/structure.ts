import { type Fault, quoted } from './finding.js';
import { type Proof, selectorOf, wordsOf } from './proof.js';

/** What screen readers go by: language, title, headings, pictures' `alt`. */
export function structureFaults(proof: Proof): Fault[] {
  return [...documentFaults(proof), ...headingFaults(proof), ...pictureFaults(proof)];
}

function documentFaults({ document: $, subject }: Proof): Fault[] {
  const faults: Fault[] = [];
  const lang = $('html').attr('lang') ?? '';
  if (!isLanguage(lang)) {
    faults.push({
      severity: 'warning',
      rule: 'lang',
      part: 'html',
      selector: 'html',
      what:
        lang === '' ? 'The letter does not say its language.' : `${quoted(lang)} is no language.`,
      remedy: 'Set `lang` on <html> in the template, such as `lang="en"`.',
    });
  }
  if ($('title').length !== 1 || $('title').text().trim() === '') {
    faults.push({
      severity: 'warning',
      rule: 'title',
      part: 'html',
      what: `The letter has ${$('title').length === 0 ? 'no title' : 'an empty title, or several'}.`,
      remedy: `Give it one <title> in the template, such as its subject ${quoted(subject)}.`,
    });
  }
  return faults;
}

/** Whether it is a language tag (RFC 5646), as far as its form goes. */
function isLanguage(tag: string): boolean {
  try {
    return tag !== '' && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function headingFaults({ document: $, sight }: Proof): Fault[] {
  const headings = $('h1, h2, h3, h4, h5, h6')
    .toArray()
    .filter((element) => !sight.light(element).hidden)
    .map((element) => ({
      element,
      level: Number(element.name.slice(1)),
      words: wordsOf($, element),
    }));
  const faults: Fault[] = [];
  const firsts = headings.filter(({ level }) => level === 1);
  const extra = firsts[1];
  if (firsts.length === 0 || extra) {
    faults.push({
      severity: 'warning',
      rule: 'headings',
      part: 'html',
      ...(extra && { selector: selectorOf($, extra.element) }),
      what: `The letter has ${firsts.length === 0 ? 'no' : firsts.length} headings of the first level.`,
      remedy: 'Give it one <h1>, the subject, in the template.',
    });
  }
  for (const [index, { element, level, words }] of headings.entries()) {
    const above = headings[index - 1]?.level ?? 1;
    const spot = { severity: 'warning', rule: 'headings', part: 'html' } as const;
    if (words === '') {
      const selector = selectorOf($, element);
      const what = `A heading <${element.name}> is empty.`;
      faults.push({ ...spot, selector, what, remedy: 'Give it words, or take it out.' });
    } else if (level > above + 1) {
      const selector = selectorOf($, element);
      const what = `The heading ${quoted(words)} is of level ${level}, and the one before of level ${above}.`;
      faults.push({
        ...spot,
        selector,
        what,
        remedy: `Make it level ${above + 1} in the template.`,
      });
    }
  }
  return faults;
}

function pictureFaults({ document: $ }: Proof): Fault[] {
  return $('img, area[href], input[type="image"]')
    .toArray()
    .filter((element) => element.attribs.alt === undefined)
    .map((element) => ({
      severity: 'warning',
      rule: 'alt',
      part: 'html',
      selector: selectorOf($, element),
      what: `The picture ${quoted(element.attribs.src ?? element.name)} has no \`alt\`.`,
      remedy: 'Say what it shows in `alt`; leave that empty where it only decorates.',
    }));
}
