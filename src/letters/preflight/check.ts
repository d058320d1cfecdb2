import { checkContent } from './check-content.js';
import { clientFaults } from './clients.js';
import { contrastFaults } from './contrast.js';
import type { FactFault } from './facts.js';
import type { Finding } from './finding.js';
import type { OwnPages } from './own-pages.js';
import { bare, type Proof, selectorOf } from './proof.js';

/** All that the rules find in one letter: what `checkContent` finds, then how mail clients show it. */
export function checkLetter(proof: Proof, pages: OwnPages): Finding[] {
  const faults = [...contrastFaults(proof), ...clientFaults(proof)];
  return [
    ...checkContent(proof, pages),
    ...faults.map((fault) => ({ ...fault, letter: proof.format })),
  ];
}

/** A fault of the content as a finding in this letter, at the first place that shows it. */
export function findingIn(proof: Proof, { about, ...fault }: FactFault): Finding {
  const selector = about === '' ? undefined : spotOf(proof, bare(about));
  return {
    ...fault,
    letter: proof.format,
    part: 'html',
    ...(selector !== undefined && { selector }),
  };
}

/** The first element that says just that. */
function spotOf({ document: $, sight }: Proof, words: string): string | undefined {
  const element = $('h2, h3, p, th, a, b')
    .toArray()
    .find((each) => bare($(each).text()) === words && !sight.light(each).hidden);
  return element && selectorOf($, element);
}
