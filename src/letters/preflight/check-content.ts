import { bothPartsFaults } from './both-parts.js';
import { envelopeFaults } from './envelope.js';
import type { Finding } from './finding.js';
import { linkTextFaults } from './link-text.js';
import { linkFaults, unsubscribeFaults } from './links.js';
import type { OwnPages } from './own-pages.js';
import type { Proof } from './proof.js';
import { resourceFaults } from './resources.js';
import { sizeFaults } from './size.js';
import { structureFaults } from './structure.js';
import { unfilledFaults } from './unfilled.js';

/**
 * What the rules find that differs from letter to letter, in their order: size, subject, slots, links,
 * headings, and whether both parts say the same. Colours and what mail clients support are the template's.
 */
export function checkContent(proof: Proof, pages: OwnPages): Finding[] {
  const faults = [
    ...sizeFaults(proof),
    ...envelopeFaults(proof),
    ...unfilledFaults(proof),
    ...unsubscribeFaults(proof),
    ...linkFaults(proof, pages),
    ...linkTextFaults(proof),
    ...resourceFaults(proof),
    ...structureFaults(proof),
    ...bothPartsFaults(proof),
  ];
  return faults.map((fault) => ({ ...fault, letter: proof.format }));
}
