import type { BatchRecord } from './ledger-record.js';

/** What the records say of one batch. A batch without records is pending. */
export type BatchState =
  | {
      state: 'attempted';
      firstAt: string;
      key: string;
      /** How many keys the batch has been attempted under, this one included. */
      keys: number;
      sha256: string;
      withdrawn: string[];
      /** The host that it was asked of; no other knows its key. */
      server?: string | undefined;
      /** Some attempt under this key had no answer, or none yet, so that it may have been taken. */
      mayBeAccepted: boolean;
      /** The same of the attempts before the last. */
      mayBeAcceptedBefore: boolean;
    }
  | { state: 'accepted'; accepted: number; refused: number; withdrawn: number }
  | {
      state: 'uncertain';
      firstAt: string;
      key: string;
      keys: number;
      sha256: string;
      withdrawn: string[];
      server?: string | undefined;
      reason: string;
    };

/**
 * The one rule of how a batch's state follows from its records; undefined when it cannot. A sender that was
 * suspended so long that another took over may come late with its own answer: it takes back none that is known.
 */
export function stateAfter(
  before: BatchState | undefined,
  record: BatchRecord,
): BatchState | undefined {
  switch (record.type) {
    case 'attempted': {
      const { key, sha256, withdrawn, server } = record;
      const earlier = before?.state === 'attempted' ? before : undefined;
      const again = earlier?.key === key ? earlier : undefined;
      return {
        state: 'attempted',
        firstAt: again?.firstAt ?? record.at,
        key,
        keys: again?.keys ?? (earlier?.keys ?? 0) + 1,
        sha256,
        withdrawn,
        server,
        mayBeAccepted: true,
        mayBeAcceptedBefore: again?.mayBeAccepted ?? false,
      };
    }
    case 'accepted':
      return {
        state: 'accepted',
        accepted: record.ids.length,
        refused: record.refused.length,
        withdrawn: record.withdrawn.length,
      };
    case 'unanswered':
      return before?.state === 'attempted'
        ? { ...before, mayBeAccepted: record.mayBeAccepted || before.mayBeAcceptedBefore }
        : before;
    case 'uncertain': {
      if (before?.state !== 'attempted') return before;
      const { firstAt, key, keys, sha256, withdrawn, server } = before;
      const { reason } = record;
      return { state: 'uncertain', firstAt, key, keys, sha256, withdrawn, server, reason };
    }
    case 'settled':
      return before?.state === 'uncertain' ? settled(before, record) : undefined;
  }
}

/** Sent again means under a new key, with whoever is still a reader: as if it never had been taken. */
function settled(
  before: Extract<BatchState, { state: 'uncertain' }>,
  { as, readers, refused = [] }: Extract<BatchRecord, { type: 'settled' }>,
): BatchState {
  const { reason: _, ...attempted } = before;
  if (as === 'again') {
    return { ...attempted, state: 'attempted', mayBeAccepted: false, mayBeAcceptedBefore: false };
  }
  return {
    state: 'accepted',
    accepted: readers - refused.length,
    refused: refused.length,
    withdrawn: before.withdrawn.length,
  };
}

/** Whether a batch was asked of another server than this: it would take what the other has for new. */
export function isAskedElsewhere(
  { server }: { server?: string | undefined },
  here: string | undefined,
): boolean {
  return server !== undefined && server !== here;
}
