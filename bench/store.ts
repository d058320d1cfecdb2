import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild } from './child.js';
import { median } from './cost.js';
import type { StoreAnswer, StoreName, UseAnswer } from './processes/store.js';
import { csvOf } from './room.js';
import { atMost, type Figure, type Report } from './table.js';

export interface StoreOptions {
  sizes: number[];
  runs: number;
}

const names = { ours: 'verdicts', lowdb: 'lowdb', sqlite: 'SQLite' };
const contestants: StoreName[] = ['ours', 'lowdb', 'sqlite'];

/** What the subscriber store takes, against lowdb and SQLite. */
export async function store({ sizes, runs }: StoreOptions): Promise<Report> {
  const cold = canForget();
  const figures: Figure[] = [];
  for (const readers of sizes) {
    const results: Partial<Record<StoreName, Result>> = {};
    for (const name of contestants) results[name] = await measure(name, readers, runs, cold);
    const { ours, lowdb, sqlite } = results;
    if (!ours || !lowdb || !sqlite) throw new Error('A contestant is missing.');
    figures.push(...figuresOf(readers, { ours, lowdb, sqlite }));
  }
  return {
    bench: 'store',
    notes: [
      'Each store in a process of its own, opened anew. SQLite through better-sqlite3, WAL, synchronous=FULL, the record as JSON beside its id, address and status. lowdb keeps one JSON file, and syncs nothing.',
      'The import reads and checks a CSV file here; the others are given rows made on the way. One sync: appending one record to a file and fdatasync, in the same folder.',
      cold
        ? 'Cold: the files’ pages are dropped from the page cache before.'
        : 'The page cache could not be dropped here: no cold figures.',
    ],
    figures,
  };
}

interface Result {
  importRows: number;
  openWarm: number;
  openCold: number | undefined;
  rss: number;
  use: UseAnswer;
}

async function measure(
  store: StoreName,
  readers: number,
  runs: number,
  cold: boolean,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-bench-store-'));
  const csv = `${folder}.csv`;
  try {
    // Flushed: what the system still has to write of it would slow the import down.
    await writeFile(csv, csvOf(readers), { flush: true });
    const order = { store, folder, readers };
    const imported = await inChild<StoreAnswer>('store', { ...order, act: 'import', csv });
    const open = () => inChild<StoreAnswer>('store', { ...order, act: 'open' });
    const warm: StoreAnswer[] = [];
    for (let run = 0; run < runs; run += 1) warm.push(await open());
    if (cold) forget(folder);
    const openCold = cold ? await open() : undefined;
    // lowdb rewrites everything each time: a few adds show it. Of the others most are past their warming up.
    const adds = store === 'lowdb' ? { adds: 3, together: 8 } : { adds: 2000, together: 50_000 };
    const use = await inChild<UseAnswer>('store', { ...order, act: 'use', ...adds });
    return {
      importRows: readers / imported.seconds,
      openWarm: 1000 * median(warm.map(({ seconds }) => seconds)),
      openCold: openCold && 1000 * openCold.seconds,
      rss: median(warm.map(({ rssMegabytes }) => rssMegabytes)),
      use,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(csv, { force: true });
  }
}

function figuresOf(readers: number, results: Record<StoreName, Result>): Figure[] {
  const size = readers >= 1e6 ? `${readers / 1e6} M` : `${readers / 1e3} k`;
  const beside = (
    name: string,
    unit: string,
    pick: (result: Result) => number | undefined,
    goal?: { most?: number; least?: number },
  ): Figure[] => {
    const value = pick(results.ours);
    if (value === undefined) return [];
    const figure = { name: `${size}: ${name}`, value, unit };
    const rows = (['lowdb', 'sqlite'] as const).map((other) => ({
      ...figure,
      against: { name: names[other], value: pick(results[other]) ?? Number.NaN },
    }));
    const [first, ...rest] = rows;
    if (!first) return [];
    return [withGoal(first, readers >= 1e6 ? goal : undefined), ...rest];
  };
  const { ours } = results;
  return [
    ...beside('open', 'ms', ({ openWarm }) => openWarm, { most: 1000 }),
    ...beside('open, cold', 'ms', ({ openCold }) => openCold, { most: 1500 }),
    ...beside('memory once open', 'MB', ({ rss }) => rss, { most: 200 }),
    ...beside('look-up by address', 'µs', ({ use }) => use.lookUpMicroseconds, { most: 5 }),
    ...beside('one durable add, p50', 'ms', ({ use }) => use.add.p50),
    ...beside('one durable add, p99', 'ms', ({ use }) => use.add.p99),
    withGoal(
      {
        name: `${size}: one durable add beyond its one sync, p50`,
        value: ours.use.add.p50 - ours.use.sync.p50,
        unit: 'ms',
        against: { name: 'the sync', value: ours.use.sync.p50 },
      },
      { most: 0.1 },
    ),
    ...beside('adds from 256 at once', 'adds/s', ({ use }) => use.together, { least: 60_000 }),
    ...beside('import', 'rows/s', ({ importRows }) => importRows, { least: 250_000 }),
  ];
}

function withGoal(figure: Figure, goal?: { most?: number; least?: number }): Figure {
  if (goal?.most !== undefined) return { ...figure, ...atMost(goal.most, figure) };
  if (goal?.least === undefined) return figure;
  const text = `≥ ${goal.least.toLocaleString('en-US')} ${figure.unit}`;
  return { ...figure, goal: { text, met: figure.value >= goal.least } };
}

/** Drops a folder's files from the page cache, through what GNU dd asks of the system for it. */
function forget(folder: string): void {
  execFileSync('sync');
  for (const name of readdirSync(folder)) {
    const file = `if=${join(folder, name)}`;
    execFileSync('dd', [file, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
  }
}

function canForget(): boolean {
  try {
    execFileSync('dd', ['if=/dev/null', 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // Another system's dd: the report says that there are no cold figures.
  }
}
