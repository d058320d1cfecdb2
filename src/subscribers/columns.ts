import { VerdictsError } from '../errors.js';
import { parseAddress, splitNamedAddress } from './address.js';
import type { Row } from './csv.js';

/**
 * Headers as they occur in exports of newsletter tools, without case, spaces and punctuation, the surest
 * first. `left`, `bounced` and `subscribed` are yes-or-no columns, or hold the time of it.
 */
const headers = {
  email: ['email', 'emailaddress', 'subscriberemail', 'mail', 'mailaddress', 'address'],
  name: ['name', 'fullname', 'subscribername', 'displayname'],
  firstName: ['firstname', 'givenname', 'fname', 'first'],
  lastName: ['lastname', 'surname', 'familyname', 'lname', 'last'],
  status: ['status', 'subscriptionstatus', 'subscriberstatus', 'emailmarketingstatus'],
  left: [
    'unsubscribed',
    'unsubscribedat',
    'unsubscribetime',
    'unsubtime',
    'optedout',
    'optedoutat',
    'optouttime',
    'emaildisabled',
  ],
  bounced: [
    'bounced',
    'bouncedat',
    'cleaned',
    'cleanedat',
    'cleantime',
    'complained',
    'complainedat',
    'suppressed',
    'blocklisted',
    'blacklisted',
  ],
  subscribed: ['subscribed', 'subscribedtoemails', 'emailsubscribed', 'optedin'],
  format: ['format'],
  topics: ['topics', 'topic', 'categories', 'interests'],
  timeZone: ['timezone', 'tz'],
  pausedUntil: ['pauseduntil'],
  consentAt: ['consentat'],
  consentHow: ['consenthow'],
  consentFrom: ['consentfrom'],
  createdAt: ['createdat', 'created'],
};

/** What a column is about. */
type Field = keyof typeof headers;

/** Which column is which, as the first row tells. */
export class Columns {
  readonly hasHeader: boolean;
  /** The columns of each field, the surest first. */
  readonly #positions: Map<Field, number[]>;

  /**
   * By its headers, or, where there is but one column and it begins with an address, without. Throws a
   * `VerdictsError` when no column holds addresses.
   */
  constructor(first: Row, file: string) {
    this.#positions = positionsIn(first);
    this.hasHeader = this.#positions.has('email');
    if (this.hasHeader) return;
    if (!isLoneAddress(first)) throw noAddresses(file, first);
    this.#positions = new Map([['email', [0]]]);
  }

  /** The field's cell, trimmed; '' where the file has no such column. */
  cell({ cells }: Row, field: Field): string {
    const positions = this.#positions.get(field);
    return positions === undefined ? '' : contentOf(cells[positions[0] ?? -1]);
  }

  /** The cells of all columns that are about the field. */
  cells({ cells }: Row, field: Field): string[] {
    return this.#positions.get(field)?.map((position) => contentOf(cells[position])) ?? [];
  }
}

function positionsIn({ cells }: Row): Map<Field, number[]> {
  const found = cells.map((header) => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const positions = new Map<Field, number[]>();
  for (const [field, names] of Object.entries(headers)) {
    const its = names.map((name) => found.indexOf(name)).filter((position) => position >= 0);
    // Object.entries forgets the keys' type.
    if (its.length > 0) positions.set(field as Field, its);
  }
  return positions;
}

function contentOf(cell = ''): string {
  return withoutGuard(cell).trim();
}

function isLoneAddress({ cells: [first = '', ...others] }: Row): boolean {
  const { address } = splitNamedAddress(first);
  return others.every((cell) => cell.trim() === '') && !('problem' in parseAddress(address));
}

/** What a spreadsheet would take for a formula, or for the beginning of one. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

/** Keeps a spreadsheet from running the cell as a formula (OWASP, "CSV Injection"). */
export function withGuard(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes the guard away again. */
function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

function noAddresses(file: string, { line }: Row): VerdictsError {
  return new VerdictsError('no-addresses', `${file}, line ${line}: no column is called “email”.`, {
    remedy: 'Name the column that holds the addresses “email” in the first line.',
    exit: 2,
  });
}
