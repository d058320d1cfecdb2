import { caniemail } from 'caniemail';
import postcss from 'postcss';
import type { Element } from './cascade.js';
import { fallbacks } from './fallbacks.js';
import type { Fault } from './finding.js';
import { type Proof, selectorOf } from './proof.js';

/** The clients that are looked at, as caniemail.com names them. */
const clients = ['gmail.*', 'outlook.*', 'apple-mail.*'] as const;

const families: Record<string, string> = {
  gmail: 'Gmail',
  outlook: 'Outlook',
  'apple-mail': 'Apple Mail',
};

/**
 * What the letter uses and some client does not support at all, by caniemail.com: a note where it is
 * known what readers get instead (fallbacks.ts), else a warning.
 */
export function clientFaults(proof: Proof): Fault[] {
  return unsupportedIn(proof).map(({ feature, by, selector }) => {
    const fallback = fallbacks[feature];
    return {
      severity: fallback === undefined ? 'warning' : 'note',
      rule: 'client-support',
      part: 'html',
      ...(selector !== undefined && { selector }),
      what: `${by.map(clientName).join(', ')} ${by.length === 1 ? 'does' : 'do'} not support “${feature}”.`,
      remedy:
        fallback === undefined
          ? 'See what readers get there instead: take it out, or say so in fallbacks.ts.'
          : `Nothing to do. What readers get there: ${fallback}`,
    };
  });
}

interface Unsupported {
  feature: string;
  /** Clients as caniemail.com names them, such as `gmail.ios`. */
  by: string[];
  /** Of the first element that uses it, where it is one element. */
  selector: string | undefined;
}

/** Features that some client does not support, by name. */
export function unsupportedIn(proof: Pick<Proof, 'html' | 'document'>): Unsupported[] {
  const { issues } = caniemail({ clients: [...clients], html: proof.html });
  const found = new Map<string, Unsupported>();
  for (const [client, features] of issues.errors) {
    for (const { title: feature, position } of features) {
      if (feature === 'transform' && !transforms(proof)) continue;
      const known = found.get(feature) ?? {
        feature,
        by: [],
        selector: selectorAt(proof, position),
      };
      found.set(feature, known);
      if (!known.by.includes(client)) known.by.push(client);
    }
  }
  return [...found.values()].sort((a, b) => (a.feature < b.feature ? -1 : 1));
}

/** Whether `transform` itself is used: caniemail takes `text-transform` for it. */
function transforms({ document: $ }: Pick<Proof, 'document'>): boolean {
  const sheets = $('style')
    .toArray()
    .map((element) => $(element).text());
  const inline = $('[style]')
    .toArray()
    .map(({ attribs }) => attribs.style ?? '');
  return [...sheets, ...inline].some((css) => {
    let used = false;
    postcss.parse(css).walkDecls('transform', () => {
      used = true;
    });
    return used;
  });
}

interface Position {
  start: { line: number; column: number };
  source?: string;
}

/** The element that begins there. A position within a style sheet has a `source`, and no element. */
function selectorAt(
  { document: $ }: Pick<Proof, 'document'>,
  position: Position | undefined,
): string | undefined {
  if (!position || position.source !== undefined) return undefined;
  const { line, column } = position.start;
  const element = $<Element, string>('*')
    .toArray()
    .find(({ sourceCodeLocation: at }) => at?.startLine === line && at.startCol === column);
  return element && selectorOf($, element);
}

/** `Gmail (mobile webmail)` for `gmail.mobile-webmail`. */
function clientName(client: string): string {
  const [family = '', platform = ''] = client.split('.');
  return `${families[family] ?? family} (${platform.replaceAll('-', ' ')})`;
}
