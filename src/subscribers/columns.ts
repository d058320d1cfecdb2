import { VerdictsError } from '../errors.js';
import { parseAddress, splitNamedAddress } from './address.js';
import type { Row } from './csv.js';

/**
 * Headers as they occur in exports of newsletter tools, without case, spaces and punctuation, the surest
 * first. `left`, `bounced` and `subscribed` are yes-or-no columns, or hold the time or the reason of it; a
 * `state` may be a region, and a `kind` what somebody pays.
 */
const headers = {
  email: ['email', 'emailaddress', 'subscriberemail', 'mail', 'mailaddress', 'address'],
  name: ['name', 'fullname', 'subscribername', 'displayname'],
  firstName: ['firstname', 'givenname', 'fname', 'first'],
  lastName: ['lastname', 'surname', 'familyname', 'lname', 'last'],
  status: ['status', 'subscriptionstatus', 'subscriberstatus', 'emailmarketingstatus'],
  state: ['state', 'subscriberstate', 'emailstatus', 'contactstatus', 'memberstatus'],
  kind: ['type', 'subscribertype', 'subscription', 'subscriptiontype'],
  left: [
    'unsubscribed',
    'unsubscribedat',
    'unsubscribedon',
    'unsubscribedate',
    'unsubscribeddate',
    'unsubscribetime',
    'unsubscribereason',
    'unsubscribedfromallemail',
    'unsubscriptiondate',
    'unsubscriptionreason',
    'unsubtime',
    'unsubreason',
    'optedout',
    'optedoutat',
    'optouttime',
    'optout',
    'emailoptout',
    'emaildisabled',
    'emailsdisabled',
    // Brevo's, whether somebody unsubscribed or bounced: who unsubscribed must be able to come back.
    'emailblacklisted',
    'emailblacklist',
    'emailblocklisted',
    'emailblocklist',
    'stoptime',
    'deleted',
    'deletedat',
  ],
  bounced: [
    'bounced',
    'bouncedat',
    'hardbounced',
    'cleaned',
    'cleanedat',
    'cleantime',
    'complained',
    'complainedat',
    'suppressed',
    'blocklisted',
    'blacklisted',
    'undeliverable',
    'undeliverabilitydate',
    'undeliverabilityreason',
  ],
  subscribed: [
    'subscribed',
    'issubscribed',
    'subscribedtoemails',
    'emailsubscribed',
    'optedin',
    'optin',
    'emailoptin',
    'acceptsmarketing',
    'acceptsemailmarketing',
    'active',
    'isactive',
  ],
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
  readonly #first: Row;

  /**
   * By its headers, or, where there is but one column and it begins with an address, without. Throws a
   * `VerdictsError` when no column holds addresses.
   */
  constructor(first: Row, file: string) {
    this.#first = first;
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

  /** Where the columns of the field are, the surest first; of some fields, one after the other. */
  positions(...fields: Field[]): number[] {
    return fields.flatMap((field) => this.#positions.get(field) ?? []);
  }

  /** The cell at a position, trimmed. */
  cellAt({ cells }: Row, position: number): string {
    return contentOf(cells[position]);
  }

  /** What the first row calls the column; undefined where it could be an address. */
  nameAt(position: number): string | undefined {
    return shown(this.cellAt(this.#first, position));
  }

  /** The columns that are of no field, but whose names sound as if they said who left or bounced. */
  unreadStatuses(): number[] {
    if (!this.hasHeader) return [];
    const read = new Set([...this.#positions.values()].flat());
    return this.#first.cells.flatMap((header, position) =>
      !read.has(position) && soundsLikeStatus(folded(header)) ? [position] : [],
    );
  }
}

/** A text without case, spaces and punctuation. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const longestShown = 30;

/** A text of a file as a message may show it; undefined if it may hold an address. */
export function shown(text: string): string | undefined {
  if (text.normalize('NFKC').includes('@')) return undefined;
  return text
    .replace(/\p{C}+/gu, ' ')
    .slice(0, longestShown)
    .trim();
}

/** Payments, text messages, and when or where somebody signed up, say nothing of who left. */
const harmless =
  /sms|tier|activesubscription|lastactive|^emailtype$|^(optin|opt(ed)?in|confirm|subscri(be|bed|ber|ption))(at|on|time|date|ip|id|url|source|country)$/;

function soundsLikeStatus(header: string): boolean {
  if (harmless.test(header)) return false;
  return /status|state|subscri|unsub|bounce|^opt|opt(ed)?(in|out)|suppress|bl[ao]ck|disabled|active|type|complain|undeliver|spam|delete|cancel/.test(
    header,
  );
}

function positionsIn({ cells }: Row): Map<Field, number[]> {
  const found = cells.map(folded);
  const positions = new Map<Field, number[]>();
  for (const [field, names] of Object.entries(headers)) {
    const its = names.flatMap((name) =>
      found.flatMap((header, position) => (header === name ? [position] : [])),
    );
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
