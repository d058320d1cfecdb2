import { stringify } from 'csv-stringify/sync';
import { withGuard } from './columns.js';
import type { SubscriberStore } from './store.js';
import type { Status, Subscriber } from './subscriber.js';

const header = [
  'email',
  'name',
  'status',
  'format',
  'topics',
  'time_zone',
  'paused_until',
  'consent_at',
  'consent_how',
  'consent_from',
  'created_at',
];

/**
 * The readers as CSV (RFC 4180), some rows at a time, beginning with the byte order mark by which
 * spreadsheets know UTF-8. No cell runs as a formula: an apostrophe stands before what would, and the
 * import takes it away again.
 */
export async function* exportCsv(
  store: SubscriberStore,
  filter: { status?: Status } = {},
): AsyncGenerator<string> {
  yield stringify([header], { bom: true, record_delimiter: 'windows' });
  for await (const readers of store.batches(filter)) {
    yield stringify(readers.map(cellsOf), { record_delimiter: 'windows' });
  }
}

function cellsOf(reader: Subscriber): string[] {
  const { email, name = '', status, format, topics, consent, createdAt } = reader;
  const { timeZone = '', pausedUntil = '' } = reader;
  const { at = '', how = '', from = '' } = consent ?? {};
  const preferences = [format, topics.join(';'), timeZone, pausedUntil];
  return [email, name, status, ...preferences, at, how, from, createdAt].map(withGuard);
}
