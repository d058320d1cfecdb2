import { VerdictsError } from '../errors.js';
import { parseAddress, splitNamedAddress } from './address.js';
import type { Row } from './csv.js';

/** What a column is about. `left`, `bounced` and `subscribed` are yes-or-no columns of other tools. */
export type Field =
  | 'email'
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'status'
  | 'left'
  | 'bounced'
  | 'subscribed'
  | 'format'
  | 'topics'
  | 'consentAt'
  | 'consentHow'
  | 'consentFrom'
  | 'createdAt';

/** Headers as they occur in exports of newsletter tools, without case, spaces and punctuation. */
const headers: Record<Field, string[]> = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'subscriberemail',
    'address',
    'emailaddresses',
  ],
  name: ['name', 'fullname', 'subscribername', 'displayname'],
  firstName: ['firstname', 'givenname', 'fname', 'first'],
  lastName: ['lastname', 'surname', 'familyname', 'lname', 'last'],
  status: ['status', 'state', 'subscriptionstatus', 'subscriberstatus', 'emailmarketingstatus'],
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
  format: ['format', 'emailformat'],
  topics: ['topics', 'topic', 'categories', 'interests'],
  consentAt: ['consentat'],
  consentHow: ['consenthow'],
  consentFrom: ['consentfrom'],
  createdAt: ['createdat', 'created'],
};

const fieldOf = new Map(
  Object.entries(headers).flatMap(([field, names]) =>
    // Object.entries forgets the keys' type.
    names.map((name) => [name, field as Field] as const),
  ),
);

/** Which column is which, as the first row tells. */
export class Columns {
  readonly hasHeader: boolean;
  readonly #positions = new Map<Field, number>();

  /**
   * By its headers, or, where there is but one column and it begins with an address, without. Throws a
   * `VerdictsError` when no column holds addresses.
   */
  constructor(first: Row, file: string) {
    first.cells.forEach((header, position) => {
      const field = fieldOf.get(header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
      if (field && !this.#positions.has(field)) this.#positions.set(field, position);
    });
    this.hasHeader = this.#positions.has('email');
    if (this.hasHeader) return;
    if (!isLoneAddress(first)) throw noAddresses(file, first);
    this.#positions.clear();
    this.#positions.set('email', 0);
  }

  /** The field's cell, trimmed; '' where the file has no such column. */
  cell({ cells }: Row, field: Field): string {
    const position = this.#positions.get(field);
    return position === undefined ? '' : withoutGuard(cells[position] ?? '').trim();
  }
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
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

function noAddresses(file: string, { line }: Row): VerdictsError {
  return new VerdictsError('no-addresses', `${file}, line ${line}: no column is called “email”.`, {
    remedy: 'Name the column that holds the addresses “email” in the first line.',
    exit: 2,
  });
}
