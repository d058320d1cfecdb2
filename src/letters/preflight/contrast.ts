import type { Element, Scheme } from './cascade.js';
import { contrastOf, hexOf } from './colour.js';
import { type Fault, quoted } from './finding.js';
import { bare, type Proof, selectorOf } from './proof.js';

/** WCAG 2.2, 1.4.3: for text of usual size, and for large text, which is 24 px, or 18.66 px and bold. */
const enough = 4.5;
const enoughForLarge = 3;
/** Text of less contrast than this many cannot read at all. */
const unreadable = 3;

/** Text that does not stand out from its ground, in light and in dark. */
export function contrastFaults(proof: Proof): Fault[] {
  const light = weakIn(proof, 'light');
  const known = new Set(light.map(keyOf));
  // Where a scheme changes nothing, it is said once.
  const dark = weakIn(proof, 'dark').filter((weak) => !known.has(keyOf(weak)));
  return [...[...light, ...dark].map((weak) => faultOf(weak, proof)), ...untoldFaults(proof)];
}

/** Text of which cannot be told how it is seen: it is said once, of the first. */
function untoldFaults(proof: Proof): Fault[] {
  const first = textsOf(proof, 'light').find(({ sight }) => !sight.colour || !sight.ground);
  if (!first) return [];
  return [
    {
      severity: 'warning',
      rule: 'contrast',
      part: 'html',
      selector: selectorOf(proof.document, first.element),
      what: `The contrast of ${quoted(first.words)} cannot be told: it stands on a picture, or in colours that are not written in hex.`,
      remedy: 'Look at it in both modes; write colours in hex, and a colour below each picture.',
    },
  ];
}

/** The texts that are seen in that scheme, each with the element right around it. */
function textsOf({ document: $, sight: sights }: Proof, scheme: Scheme) {
  return $<Element, string>('body, body *')
    .toArray()
    .flatMap((element) => {
      const own = element.children.map((child) => (child.type === 'text' ? child.data : ''));
      const words = bare(own.join(' '));
      const sight = sights[scheme](element);
      return words === '' || sight.hidden || sight.size <= 1 ? [] : [{ element, words, sight }];
    });
}

/** Texts of two colours that are too close, the first of them standing for all. */
interface Weak {
  scheme: Scheme;
  ink: string;
  ground: string;
  ratio: number;
  large: boolean;
  element: Element;
  words: string;
  more: number;
}

function keyOf({ ink, ground, large }: Weak): string {
  return `${ink} ${ground} ${large}`;
}

function weakIn(proof: Proof, scheme: Scheme): Weak[] {
  const found = new Map<string, Weak>();
  for (const { element, words, sight } of textsOf(proof, scheme)) {
    const { colour, ground, size, bold } = sight;
    if (!colour || !ground) continue;
    const ratio = contrastOf(colour, ground);
    const large = size >= 24 || (bold && size >= 18.66);
    if (ratio >= (large ? enoughForLarge : enough)) continue;
    const [ink, paper] = [hexOf(colour), hexOf(ground)];
    const weak = { scheme, ink, ground: paper, ratio, large, element, words, more: 0 };
    const before = found.get(keyOf(weak));
    if (before) before.more += 1;
    else found.set(keyOf(weak), weak);
  }
  return [...found.values()];
}

function faultOf(
  { scheme, ink, ground, ratio, large, element, words, more }: Weak,
  proof: Proof,
): Fault {
  const others = more === 0 ? '' : ` (and ${more} more texts)`;
  const needed = large ? enoughForLarge : enough;
  return {
    severity: ratio < unreadable ? 'error' : 'warning',
    rule: 'contrast',
    part: 'html',
    selector: selectorOf(proof.document, element),
    what: `In ${scheme} mode ${quoted(words)}${others} stands in ${ink} on ${ground}: a contrast of ${floored(ratio)}:1.`,
    remedy: `Choose colours in emails/theme.ts of a contrast of at least ${needed}:1.`,
  };
}

/** Rounded down, so that 4.49 does not read as 4.5. */
function floored(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1);
}
