import type { App } from '../app.js';
import { categoriesOf, isSameCategory } from '../content/categories.js';
import { VerdictsError } from '../errors.js';
import { forgetAddresses } from '../mailings/forgetting.js';
import { type Address, parseAddress } from '../subscribers/address.js';
import { newSubscriberId } from '../subscribers/id.js';
import { plainText } from '../subscribers/plain-text.js';
import { type Subscriber, subscriberId } from '../subscribers/subscriber.js';
import {
  admit,
  liftSuppression,
  newReader,
  type Preferences,
  refusalSentences,
  type Transition,
  unsubscribe,
} from '../subscribers/transitions.js';

type Done = Exclude<Transition, { kind: 'refused' }>;

/**
 * An operator adds a reader who has agreed; `from` says where that was done. Throws a `VerdictsError` for a
 * bad address, for one that may not come back this way, and for a topic that no tool's category is.
 */
export async function admitReader(
  app: App,
  text: string,
  preferences: Preferences,
  from: string,
): Promise<Done> {
  const address = readAddress(text);
  const at = app.clock.now().toISOString();
  const consent = { at, how: 'operator', from } as const;
  const newcomer = newReader({
    id: newSubscriberId(),
    address,
    preferences: await cleaned(app, preferences),
    status: 'active',
    consent,
    at,
  });
  const store = await app.subscribers();
  return done(await store.place({ address, rule: (standing) => admit(standing, newcomer) }));
}

/** The name as an import would keep it, and the topics as the categories are written. */
async function cleaned(app: App, { name, topics, ...rest }: Preferences): Promise<Preferences> {
  const plainName = plainText(name ?? '');
  return {
    ...rest,
    ...(plainName !== '' && { name: plainName }),
    ...(topics && { topics: await knownTopics(app, topics) }),
  };
}

async function knownTopics(app: App, topics: readonly string[]): Promise<string[]> {
  const { tools } = await app.library();
  const categories = categoriesOf(tools.values()).sort();
  const known = topics.map((topic) => {
    const found = categories.find((each) => isSameCategory(each, topic));
    if (found !== undefined) return found;
    throw new VerdictsError('topic', `No tool has the category “${plainText(topic)}”.`, {
      remedy: `Choose from: ${categories.join(', ')}. Nothing was changed.`,
      exit: 2,
    });
  });
  return [...new Set(known)];
}

/** The reader with that address or id. Throws a `VerdictsError` when there is none. */
export async function findReader(app: App, who: string): Promise<Subscriber> {
  const store = await app.subscribers();
  const reader = subscriberId.test(who)
    ? await store.get(who)
    : await store.find(
        readAddress(
          who,
          'Write it like ada@example.com, or name the reader by id, as `list` shows it.',
        ),
      );
  if (reader) return reader;
  throw new VerdictsError('reader', 'There is no such reader.', {
    remedy: '`verdicts subscribers list` shows who is there.',
  });
}

/** An operator takes a reader off the list. Throws a `VerdictsError` when there is no such reader. */
export async function unsubscribeReader(
  app: App,
  who: string,
  reason: string | undefined,
): Promise<Done> {
  const { id } = await findReader(app, who);
  const at = app.clock.now().toISOString();
  const store = await app.subscribers();
  return done(await store.change(id, (subscriber) => unsubscribe(subscriber, { at, reason })));
}

/**
 * An operator knows that the address of a suppressed reader works again: active with a consent on record,
 * else unsubscribed. What bounced softly until now no longer counts. Throws a `VerdictsError` when there is
 * no such reader.
 */
export async function liftReader(app: App, who: string): Promise<Done> {
  const { id, status } = await findReader(app, who);
  if (status === 'suppressed') await (await app.softBounces()).forget(id);
  const at = app.clock.now().toISOString();
  const store = await app.subscribers();
  return done(await store.change(id, (subscriber) => liftSuppression(subscriber, { at })));
}

/**
 * Removes a person: the votes, what bounced, the reader, of whom only a salted hash of the address stays,
 * and the addresses in mailings that are over. One that is not keeps its own until the next is begun after
 * it. False when there is no such reader. Called again it goes on where it stopped.
 */
export async function eraseReader(
  app: Pick<App, 'votes' | 'softBounces' | 'subscribers' | 'mailings' | 'clock'>,
  id: string,
): Promise<boolean> {
  await (await app.votes()).forget(id);
  await (await app.softBounces()).forget(id);
  const erased = await (await app.subscribers()).erase(id);
  await forgetAddresses(app.mailings, app.clock);
  return erased;
}

function readAddress(text: string, remedy = 'Write it like ada@example.com.'): Address {
  const address = parseAddress(text);
  if (!('problem' in address)) return address;
  throw new VerdictsError('address', `That is no address: it ${address.problem}.`, {
    remedy,
    exit: 2,
  });
}

function done(transition: Transition | undefined): Done {
  if (transition && transition.kind !== 'refused') return transition;
  const why = transition ? refusalSentences[transition.why] : 'There is no such reader any more.';
  throw new VerdictsError('refused', why, { remedy: 'Nothing was changed.' });
}
