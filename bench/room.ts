import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type App, createApp } from '../src/app.js';
import { systemClock } from '../src/clock.js';
import { readConfig } from '../src/config.js';
import type { Week } from '../src/editions/week.js';
import { draftWeek } from '../src/jobs/drafting.js';
import { addressing } from '../src/mailings/addressing.js';
import { BatchBody } from '../src/mailings/batch-body.js';
import { importCsv } from '../src/subscribers/import.js';

/** The repository, seen from dist/bench. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A week whose edition is full: the sample comparisons are new in it. */
export const week: Week = '2026-W47';

/** A working folder with the real content and so many readers, for the processes that send from it. */
export class Room {
  private constructor(
    readonly folder: string,
    readonly readers: number,
  ) {}

  static async open(readers: number): Promise<Room> {
    const room = new Room(mkdtempSync(join(tmpdir(), 'verdicts-bench-')), readers);
    const data = join(room.folder, 'data');
    mkdirSync(data);
    for (const name of ['panel.json', 'tools', 'comparisons']) {
      cpSync(join(root, 'data', name), join(data, name), { recursive: true });
    }
    const store = await room.app().subscribers();
    const source = { name: 'readers.csv', bytes: csvOf(readers) };
    await importCsv(store, source, { at: systemClock.now() });
    await store.compact();
    await store.close();
    return room;
  }

  /** The settings with which a process sends from here; without a URL, only for what does not send. */
  settings(url = 'http://127.0.0.1:1'): Record<string, string> {
    return {
      RESEND_API_KEY: 're_bench',
      RESEND_BASE_URL: url,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      FROM_ADDRESS: 'Weekly AI Tool Verdicts <verdicts@example.com>',
      POSTAL_ADDRESS: '1 Example Street, 12345 Example Town',
      SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      DATA_DIR: join(this.folder, 'data'),
      SUBSCRIBERS_DIR: join(this.folder, 'subscribers'),
    };
  }

  app(): App {
    return createApp(readConfig(this.settings()), systemClock);
  }

  /** Drafts the edition: editors have done so before a mailing. */
  async draft(): Promise<void> {
    await draftWeek(this.app(), week);
  }

  /** Takes the mailing away, so that it can be sent again; the drafted edition stays. */
  forgetMailing(): void {
    rmSync(join(this.folder, 'data/mailings'), { recursive: true, force: true });
  }

  /** The body of the first batch of the mailing that was sent, byte for byte. */
  async firstBatch(): Promise<Buffer> {
    const app = this.app();
    const mailing = await app.mailings.read(week);
    if (!mailing) throw new Error('Nothing has been sent yet.');
    const messageFor = await addressing(mailing, app.mailings, await app.signer());
    const audience = await app.mailings.openAudience(mailing);
    const { bytes } = new BatchBody().fill((await audience.batch(0)).map(messageFor));
    await audience.close();
    return bytes;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Readers as a list from elsewhere has them. */
export async function* csvOf(readers: number): AsyncGenerator<Buffer> {
  yield Buffer.from('email,name\n');
  for (let start = 0; start < readers; start += 1000) {
    const count = Math.min(1000, readers - start);
    const rows = Array.from({ length: count }, (_, index) => rowOf(start + index));
    yield Buffer.from(rows.join(''));
  }
}

function rowOf(number: number): string {
  return `reader.${number}@mail${number % 97}.example.com,Reader ${number}\n`;
}
