import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { handOff } from './hand-off.js';
import { memory } from './memory.js';
import { rate } from './rate.js';
import { installReferences } from './references.js';
import { render } from './render.js';
import { site } from './site.js';
import { store } from './store.js';
import { studio } from './studio.js';
import { type Report, tableOf } from './table.js';

const usage = `npm run bench [-- NAME…] [--json] [--readers N] [--runs N]

  hand-off  messages a second of a core       (--readers, default 100,000)
  rate      how much of a rate limit is used
  memory    of a mailing                      (--readers, default 1,000,000)
  store     the subscribers                   (--readers, default 1,000,000)
  render    letters and commands
  site      pages and endpoints               (--readers, default 100,000)
  studio    its pages while a mailing goes on (--readers, default 100,000)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    readers: { type: 'string' },
    runs: { type: 'string', default: '3' },
    help: { type: 'boolean' },
  },
});

const runs = wholeNumber(values.runs);
const readers = values.readers === undefined ? undefined : wholeNumber(values.readers);
const million = 1_000_000;
const benches: Record<string, () => Promise<Report>> = {
  'hand-off': () => handOff({ readers: readers ?? million / 10, runs }),
  rate,
  memory: () => memory({ audiences: tenths(readers ?? million, 1) }),
  store: () => store({ sizes: tenths(readers ?? million, 2), runs }),
  render: () => render({ runs: runs * 3 }),
  site: () => site({ readers: readers ?? million / 10, runs }),
  studio: () => studio({ readers: readers ?? million / 10 }),
};

const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.find((name) => !benches[name]);
if (values.help || unknown !== undefined) {
  if (unknown !== undefined) console.error(`There is no bench "${unknown}".`);
  console.log(usage);
  process.exit(unknown === undefined ? 0 : 2);
}

installReferences();
const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`;
const reports: Report[] = [];
for (const name of names) {
  const report = await benches[name]?.();
  if (!report) continue;
  reports.push(report);
  if (!values.json) console.log(`${tableOf(report)}\n`);
}
if (values.json) console.log(JSON.stringify({ machine, reports }, null, 2));
else console.log(`Measured on: ${machine}.`);

/** The largest size and as many tenths of it before. */
function tenths(largest: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) =>
    Math.round(largest / 10 ** (count - index)),
  );
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`"${text}" is not a whole number above 0.`);
  process.exit(2);
}
