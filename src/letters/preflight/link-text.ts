import { type Fault, quoted } from './finding.js';
import { linksOf } from './links.js';
import { bare, type Proof, selectorOf, wordsOf } from './proof.js';
import { toolNames } from './words.js';

/** Words that say nothing of where a link leads, when a screen reader reads out the links alone. */
const generic = new Set([
  'click',
  'click here',
  'continue',
  'continue reading',
  'details',
  'find out more',
  'go',
  'here',
  'info',
  'learn more',
  'link',
  'more',
  'more info',
  'open',
  'read',
  'read more',
  'see more',
  'tap here',
  'this',
  'this link',
  'this page',
  'view',
]);

/** Links without words, and links whose words say nothing (WCAG 2.2, 2.4.4); a tool’s name says enough, even `Continue`. */
export function linkTextFaults(proof: Proof): Fault[] {
  const names = toolNames(proof.edition).map(bare);
  return linksOf(proof).flatMap(({ href, element }): Fault[] => {
    const label = bare(element.attribs['aria-label'] ?? '');
    const words = label === '' ? wordsOf(proof.document, element) : label;
    const trouble = troubleWith(words, href);
    if (!trouble || names.includes(words)) return [];
    const selector = selectorOf(proof.document, element);
    return [{ ...trouble, rule: 'link-text', part: 'html', selector }];
  });
}

function troubleWith(
  words: string,
  href: string,
): Pick<Fault, 'severity' | 'what' | 'remedy'> | undefined {
  if (words === '') {
    return {
      severity: 'error',
      what: `The link to ${quoted(href)} has no words.`,
      remedy: 'Give it words, or its picture an `alt`, that say where it leads.',
    };
  }
  const plain = words.toLowerCase().replace(/[\s.,:;!?…»›>→]+$/u, '');
  if (!generic.has(plain)) return undefined;
  return {
    severity: 'warning',
    what: `The link ${quoted(words)} does not say where it leads.`,
    remedy: 'Let its words name what is there, such as the two tools compared.',
  };
}
