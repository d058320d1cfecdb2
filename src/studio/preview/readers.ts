import type { App } from '../../app.js';
import type { Edition } from '../../editions/edition.js';
import type { Viewer } from '../../jobs/viewing.js';
import { variantOf } from '../../letters/render.js';
import { type Subscriber, subscriberId } from '../../subscribers/subscriber.js';

/** A reader to look with: one from the store, or one that is made up. */
export interface ShownReader {
  /** As it stands in an address: a real reader's id, or the name of a sample. */
  id: string;
  name: string;
  viewer: Viewer;
  real: boolean;
}

/** The reader of that id, undefined when there is none. */
export async function readerToShow(
  app: App,
  id: string,
  edition: Edition | undefined,
): Promise<ShownReader | undefined> {
  if (!subscriberId.test(id)) return samples(edition).find((sample) => sample.id === id);
  const store = await app.subscribers();
  await store.refresh();
  const reader = await store.get(id);
  return reader && shown(reader);
}

/** The readers who came first, so many at most. */
export async function firstReaders(app: App, count: number): Promise<ShownReader[]> {
  const store = await app.subscribers();
  for await (const batch of store.batches({ size: count })) return batch.map(shown);
  return [];
}

/** Readers who do not exist, and whom a letter may yet look wrong to. */
export function samples(edition: Edition | undefined): ShownReader[] {
  const topic = edition && narrowTopic(edition);
  return [
    sample('sample', 'Any reader', { email: 'reader@example.com', topics: [] }),
    sample('sample-brief', 'A reader of the brief', {
      email: 'brief@example.com',
      topics: [],
      format: 'brief',
    }),
    ...(topic
      ? [sample('sample-topic', `Only ${topic}`, { email: 'topic@example.com', topics: [topic] })]
      : []),
    sample('sample-long', 'The longest address', { email: longest, topics: [] }),
  ];
}

/** A category that does not cover the whole edition: who asks for it alone gets a shorter letter. */
function narrowTopic(edition: Edition): string | undefined {
  const tools = [...edition.matchups, ...edition.moreOnTheWeb].flatMap((matchup) => matchup.tools);
  const categories = [...new Set(tools.map(({ category }) => category))];
  return categories.find(
    (name) => variantOf({ format: 'digest', topics: [name] }, edition)?.topics !== null,
  );
}

/** 64 characters before the @ and 254 in all: RFC 5321, 4.5.3.1, with its erratum 1690. */
const very = 'very'.repeat(15);
const longest = `${'long'.repeat(16)}@${very}.${very}.${very.slice(5)}.example.com`;

function sample(id: string, name: string, viewer: Viewer): ShownReader {
  return { id, name, viewer, real: false };
}

function shown(reader: Subscriber): ShownReader {
  const { id, email, format, topics, status, pausedUntil, createdAt } = reader;
  const viewer = { email, format, topics, status, createdAt };
  return {
    id,
    name: email,
    viewer: pausedUntil === undefined ? viewer : { ...viewer, pausedUntil },
    real: true,
  };
}
