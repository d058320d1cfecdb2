import { bothPartsFaults } from './both-parts.js';
import { clientFaults } from './clients.js';
import { contrastFaults } from './contrast.js';
import { envelopeFaults } from './envelope.js';
import type { FactFault } from './facts.js';
import type { Finding } from './finding.js';
import { linkTextFaults } from './link-text.js';
import { linkFaults, unsubscribeFaults } from './links.js';
import type { OwnPages } from './own-pages.js';
import { bare, type Proof, selectorOf } from './proof.js';
import { resourceFaults } from './resources.js';
import { sizeFaults } from './size.js';
import { structureFaults } from './structure.js';
import { unfilledFaults } from './unfilled.js';

/** All that the rules find in one letter, in their order. */
export function checkLetter(proof: Proof, pages: OwnPages): Finding[] {
  const faults = [
    ...sizeFaults(proof),
    ...envelopeFaults(proof),
    ...unfilledFaults(proof),
    ...unsubscribeFaults(proof),
    ...linkFaults(proof, pages),
    ...linkTextFaults(proof),
    ...resourceFaults(proof),
    ...structureFaults(proof),
    ...contrastFaults(proof),
    ...bothPartsFaults(proof),
    ...clientFaults(proof),
  ];
  return faults.map((fault) => ({ ...fault, letter: proof.format }));
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
