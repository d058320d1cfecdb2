import { type Columns, folded, shown } from './columns.js';
import type { Row } from './csv.js';
import type { Status } from './subscriber.js';

/** The statuses of newsletter tools' exports, without case, spaces and punctuation. */
const statuses: Record<Status, string[]> = {
  active: ['active', 'subscribed', 'confirmed', 'enabled', 'optedin', 'free', 'paid', 'comped'],
  pending: [
    'pending',
    'unconfirmed',
    'unverified',
    'notconfirmed',
    'unactivated',
    'validating',
    'needsattention',
    'needsapproval',
  ],
  unsubscribed: [
    'unsubscribed',
    'nonsubscribed',
    'notsubscribed',
    'neversubscribed',
    'optedout',
    'optout',
    'inactive',
    'disabled',
    'deactivated',
    'cancelled',
    'canceled',
    'removed',
    'deleted',
    'archived',
    // Who asked for quiet is not mailed by another list in the meantime.
    'paused',
  ],
  suppressed: [
    'suppressed',
    'bounced',
    'hardbounced',
    'hardbounce',
    'cleaned',
    'complained',
    'complaint',
    'spam',
    'spammy',
    'spamcomplaint',
    'junk',
    'blocked',
    'blocklisted',
    'blacklisted',
    'invalid',
    'undeliverable',
    'held',
  ],
};

const statusByWord = new Map(
  Object.entries(statuses).flatMap(([status, words]) =>
    // Object.entries forgets the keys' type.
    words.map((word) => [word, status as Status] as const),
  ),
);

/** What a column of kinds calls readers who are mailed: how, and whether, they pay. */
const mailedKinds = [
  'regular',
  'premium',
  'trialed',
  'gifted',
  'gift',
  'comp',
  'unpaid',
  'churning',
  'pastdue',
  'paused',
  'monthly',
  'yearly',
  'annual',
  'founding',
  'lifetime',
];

const statusByKind = new Map([
  ...statusByWord,
  ...mailedKinds.map((kind) => [kind, 'active'] as const),
]);

/** A permanent failure's code (RFC 3463), as lists of bounces have it for a status. */
const bounceCode = /^5\.\d{1,3}\.\d{1,3}$/;

const strength: Record<Status, number> = { active: 0, pending: 1, unsubscribed: 2, suppressed: 3 };

/** Reads what a file says of its readers' statuses: a row's columns, and the file's name. */
export class StatusReader {
  /** What the file's name says of all of them. */
  readonly #ofFile: Status;
  /** The surest column of statuses: what it says must be known. */
  readonly #sure: number | undefined;
  /** Other columns, each with the words that count there. */
  readonly #unsure: { position: number; known: Map<string, Status> }[];
  readonly #left: number[];
  readonly #bounced: number[];
  readonly #subscribed: number[];
  /** Columns that nothing is read of, and in which nothing was found yet. */
  #unread: number[];
  readonly #notRead = new Set<number>();
  /** Whether a row can say anything at all. */
  readonly #rowsSpeak: boolean;

  constructor(
    readonly columns: Columns,
    file: string,
  ) {
    this.#ofFile = statusOfFile(file);
    const [sure, ...others] = columns.positions('status');
    this.#sure = sure;
    this.#unsure = [
      ...[...others, ...columns.positions('state')].map((position) => ({
        position,
        known: statusByWord,
      })),
      ...columns.positions('kind').map((position) => ({ position, known: statusByKind })),
    ];
    this.#left = columns.positions('left');
    this.#bounced = columns.positions('bounced');
    this.#subscribed = columns.positions('subscribed');
    this.#unread = columns.unreadStatuses();
    this.#rowsSpeak =
      columns.positions('status', 'state', 'kind', 'left', 'bounced', 'subscribed').length > 0 ||
      this.#unread.length > 0;
  }

  /** The strongest thing that the file's name or any column says; a problem where the status is unknown. */
  of(row: Row): Status | { problem: string } {
    if (!this.#rowsSpeak) return this.#ofFile;
    this.#look(row);
    const said = this.#saidElsewhere(row);
    const word = this.#sure === undefined ? '' : this.columns.cellAt(row, this.#sure);
    const status = word === '' ? 'active' : statusOfWord(word, statusByWord);
    if (status !== undefined) return stronger(said, status);
    return strength[said] >= strength.unsubscribed ? said : { problem: unknownStatus(word) };
  }

  /** Sentences on what was taken from elsewhere than from the rows, and on what was not read. */
  notes(): string[] {
    const notes: string[] = [];
    if (this.#ofFile !== 'active') {
      notes.push(
        `By the file’s name, its readers are ${this.#ofFile}: so is everybody in it of whom the row says nothing stronger.`,
      );
    }
    const names = [...this.#notRead]
      .sort((one, other) => one - other)
      .map((position) => `“${this.columns.nameAt(position) ?? `column ${position + 1}`}”`);
    if (names.length > 0) {
      notes.push(
        `Was not read, or not all of it: ${names.join(', ')}. Check that nobody in it has left.`,
      );
    }
    return notes;
  }

  /** The strongest of what the file's name says and all columns but the surest. */
  #saidElsewhere(row: Row): Status {
    const { columns } = this;
    let said = this.#ofFile;
    for (const position of this.#bounced) {
      if (saysYes(columns.cellAt(row, position))) said = 'suppressed';
    }
    for (const position of this.#left) {
      if (saysYes(columns.cellAt(row, position))) said = stronger(said, 'unsubscribed');
    }
    for (const position of this.#subscribed) {
      const cell = columns.cellAt(row, position);
      if (cell === '') continue;
      const status = statusOfWord(cell, statusByWord);
      said = stronger(said, status ?? (saysYes(cell) ? 'active' : 'unsubscribed'));
    }
    for (const { position, known } of this.#unsure) {
      const cell = columns.cellAt(row, position);
      if (cell === '') continue;
      const status = statusOfWord(cell, known);
      if (status) said = stronger(said, status);
      else this.#notRead.add(position);
    }
    return said;
  }

  /** Notes the columns that are not read once something is in them. */
  #look(row: Row): void {
    if (this.#unread.length === 0) return;
    const filled = this.#unread.filter((position) => this.columns.cellAt(row, position) !== '');
    if (filled.length === 0) return;
    for (const position of filled) this.#notRead.add(position);
    this.#unread = this.#unread.filter((position) => !this.#notRead.has(position));
  }
}

/**
 * Files of Mailchimp and of SendGrid, which tell the status by their names. What SendGrid blocked was a
 * message, not the address.
 */
const fileNames: [RegExp, Status][] = [
  [
    /(?:^|[^a-z])(?:un|non)subscribed_(?:members|segment|email_audience)_export[^/\\]*$/i,
    'unsubscribed',
  ],
  [/(?:^|[^a-z])cleaned_(?:members|segment|email_audience)_export[^/\\]*$/i, 'suppressed'],
  [
    /(?:^|[^a-z])suppression_(?:blocks|(?:global_|group_)?unsubscribes)(?![a-z])[^/\\]*$/i,
    'unsubscribed',
  ],
  [
    /(?:^|[^a-z])suppression_(?:bounces|invalid_emails|spam_reports)(?![a-z])[^/\\]*$/i,
    'suppressed',
  ],
];

function statusOfFile(file: string): Status {
  const [, status] = fileNames.find(([pattern]) => pattern.test(file)) ?? [];
  return status ?? 'active';
}

function statusOfWord(word: string, known: Map<string, Status>): Status | undefined {
  const status = known.get(word) ?? known.get(folded(word));
  return status ?? (bounceCode.test(word) ? 'suppressed' : undefined);
}

function stronger(one: Status, other: Status): Status {
  return strength[other] > strength[one] ? other : one;
}

/** A time or a reason in such a column is a yes as well. */
function saysYes(cell: string): boolean {
  return cell !== '' && !/^(0|f|false|n|no|never|none|null|n\/a|-|0000-00-00.*)$/i.test(cell);
}

function unknownStatus(word: string): string {
  const visible = shown(word);
  const what = visible === undefined ? 'The status' : `The status “${visible}”`;
  return `${what} is none that is known; expected one like “active”.`;
}
