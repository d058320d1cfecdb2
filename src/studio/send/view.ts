import type { Week } from '../../editions/week.js';
import type { Outgoing } from '../../jobs/outgoing.js';
import type { Format } from '../../letters/letter.js';
import type { Finding } from '../../letters/preflight/finding.js';
import type { Reconciliation } from '../reconciliations.js';
import type { SendingOutcome } from '../sendings.js';

/** What the page of a week shows. */
export interface SendView {
  outgoing: Outgoing;
  timeZone: string;
  now: Date;
  approvalRequired: boolean;
  /** Whether the week's mailing may still begin, so that it is worth watching for. */
  upcoming: boolean;
  previous: Week;
  next: Week;
  outcome: SendingOutcome | undefined;
  /** What the page had seen of the content, the draft and its approval when it was opened. */
  seen: string | undefined;
  /** What a press has done. */
  told: string | undefined;
  /** What a press could not do, and what to do instead. */
  refused: readonly string[] | undefined;
  /** The number typed to send, and what is wrong with it. */
  audienceField: { typed: string; problem: string } | undefined;
  testFields: TestFields | undefined;
  reconciliation: Reconciliation;
}

export interface TestFields {
  addresses: string;
  format: Format;
  problem: string;
}

/** Why the last sending from here did not do what was asked for. */
export interface Hindrance {
  words: string[];
  findings: Finding[];
}

/** Whether preflight kept the last sending from here from mailing this very content. */
export function preflightRefused(outcome: SendingOutcome | undefined, hash: string): boolean {
  return (
    outcome?.kind === 'ended' &&
    outcome.sent.outcome === 'preflight-failed' &&
    outcome.hash === hash
  );
}

/** Undefined where nothing went wrong, and where somebody has gone on since. */
export function hindranceOf({ outgoing, outcome }: SendView): Hindrance | undefined {
  if (outgoing.state === 'mailed') {
    const { state } = outgoing.receipt;
    if (outgoing.holder || state === 'finished' || state === 'cancelled') return undefined;
  }
  if (outcome?.kind === 'failed') return { words: [outcome.what, outcome.remedy], findings: [] };
  if (outcome?.kind !== 'ended') return undefined;
  const { sent } = outcome;
  switch (sent.outcome) {
    case 'preflight-failed':
      return {
        words: ['Nothing was sent: preflight found what would go out wrong.'],
        findings: sent.findings.filter(({ severity }) => severity === 'error'),
      };
    case 'not-approved':
      return { words: ['Nothing was sent: this content is not approved.'], findings: [] };
    case 'nothing-to-send':
      return { words: ['Nothing was sent: nothing is picked for this week.'], findings: [] };
    case 'no-readers':
      return { words: ['Nothing was sent: there is no active reader.'], findings: [] };
    case 'declined':
      return {
        words: ['Nothing was sent: the content changed since you looked. Look at it again.'],
        findings: [],
      };
    case 'sent':
      // Why it paused or stopped stands in the ledger; what to do is known to whoever sent.
      return sent.ending.ended === 'stopped'
        ? { words: [sent.ending.remedy], findings: [] }
        : undefined;
    default:
      return undefined;
  }
}
