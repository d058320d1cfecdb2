import type { Clock } from '../clock.js';
import type { Edition } from '../editions/edition.js';
import type { Masthead, Variant } from '../letters/letter.js';
import { renderLetter, variantId, variantOf } from '../letters/render.js';
import { mailbox } from '../subscribers/address.js';
import type { Status, Subscriber } from '../subscribers/subscriber.js';
import { beginLedger, type Ledger } from './ledger.js';
import { type Addressee, type Mailing, mailingId } from './mailing.js';
import type { MailingShelf } from './shelf.js';

/** The readers, as far as a mailing needs them. */
export interface Readers {
  /** Sees what other processes changed. */
  refresh(): Promise<void>;
  /** The readers of that status, in a stable order, some at a time. */
  batches(filter: { status: 'active' }): AsyncIterable<Subscriber[]>;
  /** Undefined when there is no such reader any more. */
  statusOf(id: string): Status | undefined;
}

/** What a mailing takes from the settings. */
export interface MailingTerms {
  from: string;
  replyTo: string | undefined;
  listId: string;
  masthead: Masthead;
  door: 'resend' | 'sandbox';
  signingKey: string;
}

/** What freezing needs; `render` stands in the place of `renderLetter`. */
interface Freezing {
  readers: Readers;
  shelf: MailingShelf;
  clock: Clock;
  render?: typeof renderLetter;
}

/**
 * Freezes the mailing of an edition: who gets it (the audience), what each kind of reader gets (a letter
 * a variant), under which terms. All is synced to disk before the mailing itself is, the beginning of its
 * ledger too, so that a crash leaves a frozen mailing or none. Throws a `VerdictsError` where the week has
 * the ledger of a mailing that was sent.
 */
export async function freezeMailing(
  edition: Edition,
  terms: MailingTerms,
  freezing: Freezing,
): Promise<Mailing> {
  const { shelf, clock } = freezing;
  const ledger = await beginLedger(shelf.ledgerPath(edition.week), clock);
  try {
    return await freezeWith(ledger, edition, terms, freezing);
  } finally {
    await ledger.close();
  }
}

async function freezeWith(
  ledger: Ledger,
  edition: Edition,
  terms: MailingTerms,
  { readers, shelf, clock, render = renderLetter }: Freezing,
): Promise<Mailing> {
  const { week } = edition;
  const frozenAt = clock.now().toISOString();
  const wanted = new WantedVariants(edition);
  let paused = 0;
  const writer = shelf.writeAudience(week);
  await readers.refresh();
  for await (const batch of readers.batches({ status: 'active' })) {
    for (const reader of batch) {
      // Both are UTC as `toISOString` writes it, and compare as text.
      if (reader.pausedUntil !== undefined && reader.pausedUntil > frozenAt) {
        paused += 1;
        continue;
      }
      const variant = wanted.positionOf(reader);
      if (variant !== undefined) writer.add(addresseeOf(reader, variant));
    }
  }
  const audience = writer.finish();

  const variants: Mailing['variants'] = [];
  for (const { variant, readers: count } of wanted.variants) {
    const id = variantId(variant);
    const letter = await render(edition, variant, terms.masthead);
    variants.push({ id, variant, readers: count, ...(await shelf.writeLetter(week, id, letter)) });
  }

  const { replyTo, ...rest } = terms;
  const content = {
    week,
    editionHash: edition.hash,
    frozenAt,
    ...rest,
    ...(replyTo === undefined ? {} : { replyTo }),
    variants,
    audience: { ...audience, withoutTopic: wanted.withoutTopic, paused },
  };
  const mailing = { id: mailingId(content), ...content };
  await ledger.append({ type: 'frozen', at: frozenAt, mailing: mailing.id });
  await shelf.write(mailing);
  return mailing;
}

function addresseeOf(reader: Subscriber, variant: number): Addressee {
  const to = mailbox(reader);
  const addressee = { reader: reader.id, email: reader.email, variant };
  return to === reader.email ? addressee : { ...addressee, to };
}

/** The variants that readers want of an edition, in the order in which they first occur. */
class WantedVariants {
  variants: { variant: Variant; readers: number }[] = [];
  withoutTopic = 0;
  #known = new Map<string, number | undefined>();
  #positions = new Map<string, number>();

  constructor(readonly edition: Edition) {}

  /** Undefined when nothing in the edition is of the reader's topics. */
  positionOf({ format, topics }: Pick<Subscriber, 'format' | 'topics'>): number | undefined {
    const preferences = topics.length === 0 ? format : JSON.stringify([format, topics]);
    if (!this.#known.has(preferences)) {
      this.#known.set(preferences, this.#find(variantOf({ format, topics }, this.edition)));
    }
    const position = this.#known.get(preferences);
    const counted = position === undefined ? undefined : this.variants[position];
    if (counted) counted.readers += 1;
    else this.withoutTopic += 1;
    return position;
  }

  #find(variant: Variant | undefined): number | undefined {
    if (!variant) return undefined;
    const id = variantId(variant);
    let position = this.#positions.get(id);
    if (position === undefined) {
      position = this.variants.push({ variant, readers: 0 }) - 1;
      this.#positions.set(id, position);
    }
    return position;
  }
}
