/** @jsxImportSource hono/jsx */

import { listed } from '../../../editions/wording.js';
import type { Preflight } from '../../../jobs/preflight.js';
import type { Format } from '../../../letters/letter.js';
import type { Finding, Severity } from '../../../letters/preflight/finding.js';
import { kilobytes, sizeBudget } from '../../../letters/size-budget.js';
import { Badge, Bar, type Tone } from '../../views/pieces.js';
import { type PreviewAddress, pathOf } from '../address.js';
import type { Trouble } from '../seen-letter.js';
import { letterName } from './names.js';

/** Where the panel appears once the page is there: it takes a while. */
export function PreflightPlace({ address }: { address: PreviewAddress }) {
  const path = pathOf(address, '/preflight');
  return (
    <div
      id="preflight"
      hx-get={path}
      hx-trigger="load delay:200ms, changed from:body delay:1500ms"
      hx-target="this"
    >
      <section class="card">
        <h2>Preflight</h2>
        <p>
          <a href={path}>Check the letters</a>
        </p>
      </section>
    </div>
  );
}

interface PreflightPanelProps {
  address: PreviewAddress;
  outcome: { preflight: Preflight } | { trouble: Trouble | undefined };
}

/** What preflight found in this letter, the worst first, each with what to do and where. */
export function PreflightPanel({ address, outcome }: PreflightPanelProps) {
  return (
    <section class="card preflight" aria-labelledby="preflight-title">
      <h2 id="preflight-title">Preflight</h2>
      {'preflight' in outcome ? (
        <Outcome address={address} preflight={outcome.preflight} />
      ) : (
        <p>{outcome.trouble ? outcome.trouble.what : 'There is no letter to check.'}</p>
      )}
    </section>
  );
}

interface Numbered {
  finding: Finding;
  /** From 1, as an address names it. */
  number: number;
}

function Outcome({ address, preflight }: { address: PreviewAddress; preflight: Preflight }) {
  const { letter } = address;
  const numbered = preflight.findings.map((finding, index) => ({ finding, number: index + 1 }));
  if (letter !== 'digest' && letter !== 'brief') {
    return (
      <>
        <p>Preflight looks at what is mailed each week:</p>
        <ul class="stack">
          {(['digest', 'brief'] as const).map((format) => (
            <li key={format}>
              <OtherLetter address={address} format={format} findings={numbered} />
            </li>
          ))}
        </ul>
      </>
    );
  }
  const here = numbered.filter(({ finding }) => finding.letter === letter);
  const other = letter === 'digest' ? 'brief' : 'digest';
  const letters = preflight.letters.filter(({ format }) => format === letter);
  const bytes = letters.find(({ topics }) => topics === null)?.bytes;
  const variants = letters.filter(({ topics }) => topics !== null).length;
  return (
    <>
      <p class="buttons" role="status">
        <Counts findings={here} />
      </p>
      {bytes !== undefined && <Size bytes={bytes} />}
      {(['error', 'warning', 'note'] as const).map((severity) => (
        <Findings key={severity} severity={severity} findings={here} address={address} />
      ))}
      {variants > 0 && (
        <p class="hint">
          {counted(variants, 'letter')} for readers of some topics {variants === 1 ? 'is' : 'are'}{' '}
          checked too, but for contrast and mail clients.
        </p>
      )}
      <p class="hint">
        <OtherLetter address={address} format={other} findings={numbered} />
      </p>
      <Online address={address} />
    </>
  );
}

const toneOf: Record<Severity, Tone> = { error: 'bad', warning: 'warn', note: 'plain' };

function Counts({ findings }: { findings: readonly Numbered[] }) {
  if (findings.every(({ finding }) => finding.severity === 'note')) {
    return <Badge tone="good">Nothing keeps it from being sent</Badge>;
  }
  return (
    <>
      {(['error', 'warning', 'note'] as const).map((severity) => {
        const count = findings.filter(({ finding }) => finding.severity === severity).length;
        return (
          count > 0 && (
            <Badge key={severity} tone={toneOf[severity]}>
              {counted(count, severity)}
            </Badge>
          )
        );
      })}
    </>
  );
}

function Size({ bytes }: { bytes: number }) {
  const share = bytes / sizeBudget;
  return (
    <div class="size">
      <p>
        <b class="number">{kilobytes(bytes)}</b>{' '}
        <span class="hint">
          of {kilobytes(sizeBudget)}, tracked links and the longest address counted
        </span>
      </p>
      <Bar share={share} tone={share > 1 ? 'bad' : share > 0.9 ? 'warn' : 'good'} />
    </div>
  );
}

interface FindingsProps {
  severity: Severity;
  findings: readonly Numbered[];
  address: PreviewAddress;
}

/** Errors and warnings lie open, notes are folded. */
function Findings({ severity, findings, address }: FindingsProps) {
  const those = findings.filter(({ finding }) => finding.severity === severity);
  if (those.length === 0) return null;
  const list = (
    <ol class="findings">
      {those.map(({ finding, number }) => (
        <li
          key={number}
          class={toneOf[severity]}
          {...(number === address.mark && { 'aria-current': 'true' })}
        >
          {finding.topics && <p class="hint">In the letter for {listed(finding.topics)}:</p>}
          <p>{finding.what}</p>
          <p class="hint">{finding.remedy}</p>
          <p class="hint">
            <code>{finding.rule}</code> <Spot finding={finding} number={number} address={address} />
          </p>
        </li>
      ))}
    </ol>
  );
  if (severity !== 'note') return list;
  return (
    <details {...(those.some(({ number }) => number === address.mark) && { open: true })}>
      <summary>{counted(those.length, severity)}</summary>
      {list}
    </details>
  );
}

/** What stands in the head of a letter, or only in its code, has no spot that is seen. */
const unseen = /(?:^| )(?:html|head|title|meta|link|style)(?::[^ ]*)?$/;

/** Leads to where the finding is, as far as one can point there. */
function Spot({
  finding,
  number,
  address,
}: {
  finding: Finding;
  number: number;
  address: PreviewAddress;
}) {
  // No address leads to the letter for these topics.
  if (finding.topics) return null;
  const { mark: _, ...unmarked } = address;
  if (finding.part === 'text')
    return <a href={pathOf({ ...unmarked, look: 'text' })}>Read the text part</a>;
  if (finding.part === 'subject' || finding.part === 'preheader') {
    return <a href={`${pathOf(unmarked)}#seen-lists`}>See it in the inbox</a>;
  }
  if (finding.selector === undefined) return null;
  if (unseen.test(finding.selector)) {
    return <a href={pathOf({ ...unmarked, look: 'source' })}>Read the source</a>;
  }
  const rendered = address.look === 'light' || address.look === 'dark' ? address.look : 'light';
  // The checked letter is the one for all topics.
  return (
    <a href={pathOf({ ...address, reader: 'sample', look: rendered, mark: number })}>
      Show the spot<span class="visually-hidden"> of finding {number}</span>
    </a>
  );
}

/** Asking other people's servers takes longer and is seen there: it is done where an editor wants it. */
function Online({ address }: { address: PreviewAddress }) {
  if (address.online) {
    return <p class="hint">The links that lead outside were fetched, too.</p>;
  }
  const { mark: _, ...unmarked } = address;
  const path = pathOf({ ...unmarked, online: 'yes' }, '/preflight');
  return (
    <p>
      <a href={path} hx-get={path} hx-target="#preflight" hx-disabled-elt="this">
        Fetch the links that lead outside, too
      </a>
    </p>
  );
}

function OtherLetter({
  address,
  format,
  findings,
}: {
  address: PreviewAddress;
  format: Format;
  findings: readonly Numbered[];
}) {
  const { mark: _, ...unmarked } = address;
  const those = findings.filter(({ finding }) => finding.letter === format);
  const errors = those.filter(({ finding }) => finding.severity === 'error').length;
  const warnings = those.filter(({ finding }) => finding.severity === 'warning').length;
  return (
    <a href={pathOf({ ...unmarked, letter: format })}>
      {letterName[format]}: {counted(errors, 'error')}, {counted(warnings, 'warning')}
    </a>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
