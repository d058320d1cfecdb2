import { createApp } from '../src/app.js';
import { systemClock } from '../src/clock.js';
import { readConfig } from '../src/config.js';
import { nextWeek } from '../src/editions/week.js';
import { startChild } from './child.js';
import { quantile } from './cost.js';
import type { StudioAnswer } from './processes/studio.js';
import { Room, week } from './room.js';
import { withSandbox } from './sandbox-child.js';
import { atMost, type Report } from './table.js';

const next = nextWeek(week);
const rounds = 40;
/** So many messages lie in the outbox from earlier tries. */
const messages = 2000;
const rateLimit = 10;

export interface StudioOptions {
  readers: number;
}

/** How long each page of the studio takes while it sends a mailing itself. */
export async function studio({ readers }: StudioOptions): Promise<Report> {
  const room = await Room.open(readers);
  try {
    await leaveSomeForNextWeek(room);
    await room.draft();
    const message = await fillOutbox(room);
    const reader = await firstReader(room);
    return await withSandbox({ rateLimit }, async ({ url }) => {
      const child = startChild('studio');
      try {
        const settings = { ...room.settings(url), STUDIO_PORT: '0' };
        const { url: base } = await child.ask<StudioAnswer>({ start: settings });
        await startSending(base, readers);
        const times = await visit(base, pagesOf(message, reader));
        return { bench: 'studio', notes: notesOf(readers), figures: figuresOf(times) };
      } finally {
        await child.end();
      }
    });
  } finally {
    room.close();
  }
}

function pagesOf(message: string, reader: string): string[] {
  return [
    `/week/${week}`,
    '/week/next',
    `/week/${next}`,
    `/week/${next}/letter`,
    `/preview/${next}/digest`,
    `/preview/${next}/digest/frame`,
    `/send/${next}`,
    `/preview/${week}/digest`,
    `/preview/${week}/digest/frame`,
    `/preview/${week}/brief?reader=${reader}`,
    `/send/${week}`,
    '/outbox',
    `/outbox/${message}`,
    '/readers',
    '/readers/charts',
    `/readers/${reader}`,
    `/readers/${reader}/history`,
    '/readers/import',
    '/reports',
    `/reports/${week}`,
    `/reports/${week}/letter`,
  ];
}

/** So that there is a week to edit as well. */
async function leaveSomeForNextWeek(room: Room): Promise<void> {
  const app = room.app();
  const { comparisons } = await app.library();
  const exclude = [...comparisons.keys()].slice(0, 2);
  await app.editions.writePlan(week, { pin: [], exclude });
}

/** Milliseconds until each page was there, in every round but the first. */
async function visit(base: string, pages: string[]): Promise<Map<string, number[]>> {
  const times = new Map(pages.map((page) => [page, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [page, taken] of times) {
      const start = performance.now();
      const response = await fetch(base + page);
      await response.text();
      if (response.status !== 200) throw new Error(`${page} answered ${response.status}.`);
      if (round > 0) taken.push(performance.now() - start);
    }
  }
  const standing = await (await fetch(`${base}/send/${week}`)).text();
  if (!standing.includes(`/send/${week}/pause`)) throw new Error('The mailing was over too soon.');
  return times;
}

/** Presses the button, as the page asks for it. */
async function startSending(base: string, readers: number): Promise<void> {
  const page = await (await fetch(`${base}/send/${week}`)).text();
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  const body = new URLSearchParams({ ...fields, audience: String(readers) });
  const response = await fetch(`${base}/send/${week}/start`, {
    method: 'POST',
    headers: { origin: base },
    body,
    redirect: 'manual',
  });
  if (response.status !== 303) throw new Error(`Sending was answered ${response.status}.`);
}

/** Has the sandbox of a laptop take messages; answers the id of one. */
async function fillOutbox(room: Room): Promise<string> {
  const { RESEND_API_KEY: _, RESEND_BASE_URL: __, ...settings } = room.settings();
  const app = createApp(readConfig(settings), systemClock);
  const { courier, close } = await app.openDoor();
  for (let start = 0; start < messages; start += 100) {
    const batch = Array.from({ length: 100 }, (_, index) => ({
      from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
      to: [`reader.${start + index}@mail.example.com`],
      subject: 'An earlier try',
      html: '<p>Hello</p>',
      text: 'Hello',
    }));
    await courier.post(Buffer.from(JSON.stringify(batch)), `bench/${start}`);
  }
  await close();
  const outbox = await app.outbox();
  const { messages: listed } = await outbox.page({ limit: 1 });
  return listed[0]?.id ?? '';
}

async function firstReader(room: Room): Promise<string> {
  const store = await room.app().subscribers();
  try {
    for await (const [reader] of store.batches({ size: 1 })) return reader?.id ?? '';
    return '';
  } finally {
    await store.close();
  }
}

function figuresOf(times: Map<string, number[]>) {
  return [...times].map(([page, taken]) =>
    atMost(200, {
      name: `${page.replace(/[a-z0-9]{16}|[0-9a-f-]{36}/, '<id>')}, p95`,
      value: quantile(taken, 0.95),
      unit: 'ms',
    }),
  );
}

function notesOf(readers: number): string[] {
  return [
    `A store of ${readers.toLocaleString('en-US')} readers, and a mailing to all of them under way in the studio itself, at ${rateLimit} requests a second. ${rounds} visits of each page in turn, without the first.`,
  ];
}
