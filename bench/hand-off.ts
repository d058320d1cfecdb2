import { inChild, startChild } from './child.js';
import { type Cost, median } from './cost.js';
import type { Identity } from './identity.js';
import { makeIdentity } from './identity.js';
import { sendMailing } from './mailing.js';
import type { SinkAnswer } from './processes/smtp-sink.js';
import { Room } from './room.js';
import { withSandbox } from './sandbox-child.js';
import { atLeast, type Figure, type Report } from './table.js';

/** Members a second, publish to submitted, of Ghost 6.65 on MariaDB at 50,000 members (DESIGN.md). */
const ghost = 5300;
const batchSize = 100;

export interface HandOffOptions {
  readers: number;
  runs: number;
}

/** How many messages a core hands over: the whole mailing, against other ways to send the same. */
export async function handOff({ readers, runs }: HandOffOptions): Promise<Report> {
  const room = await Room.open(readers);
  try {
    await room.draft();
    const identity = await makeIdentity(room.folder);
    const rounds: Round[] = [];
    for (let run = 0; run < runs; run += 1) rounds.push(await round(room, identity));
    return {
      bench: 'hand-off',
      notes: notesOf(readers, rounds),
      figures: figuresOf(rounds),
    };
  } finally {
    room.close();
  }
}

/** Messages a second of CPU time, all threads counted; `wall` by the clock. */
interface Round {
  mailing: number;
  /** Without the freezing. */
  sending: number;
  wall: number;
  mailingTls: number;
  post: number;
  postTls: number;
  batchSend: number;
  smtp: number;
  messageBytes: number;
}

async function round(room: Room, identity: Identity): Promise<Round> {
  const { readers } = room;
  const { whole, frozen } = await sendMailing(room);
  const body = await room.firstBatch();
  // Each reference gets as many requests as it takes to show its speed.
  const count = readers / batchSize;
  const [post, batchSend] = await withSandbox({}, async ({ url }) => [
    await inChild<Cost>('post-buffer', { url, body, count }),
    await inChild<Cost>('batch-send', { url, body, count: 150 }),
  ]);
  const smtp = await overSmtp(body, 3000);
  const tls = await sendMailing(room, { identity });
  const postTls = await withSandbox({ identity }, ({ url, env }) =>
    inChild<Cost>('post-buffer', { url, body, count }, { env }),
  );
  return {
    mailing: readers / whole.cpuSeconds,
    sending: readers / (whole.cpuSeconds - frozen.cpuSeconds),
    wall: readers / whole.wallSeconds,
    mailingTls: readers / tls.whole.cpuSeconds,
    post: readers / post.cpuSeconds,
    postTls: readers / postTls.cpuSeconds,
    batchSend: (150 * batchSize) / batchSend.cpuSeconds,
    smtp: 3000 / smtp.cpuSeconds,
    messageBytes: body.length / batchSize,
  };
}

async function overSmtp(body: Uint8Array, count: number): Promise<Cost> {
  const sink = startChild('smtp-sink');
  try {
    const { port } = await sink.ask<SinkAnswer>({});
    return await inChild<Cost>('smtp-send', { port, body, count });
  } finally {
    await sink.end();
  }
}

function figuresOf(rounds: Round[]): Figure[] {
  const rate = (pick: (round: Round) => number) => median(rounds.map(pick));
  const unit = 'messages/s a core';
  const mailing = { name: 'whole mailing', value: rate((round) => round.mailing), unit };
  const sending = { name: 'once frozen', value: rate((round) => round.sending), unit };
  const overTls = {
    name: 'whole mailing over TLS',
    value: rate((round) => round.mailingTls),
    unit,
  };
  const batchSend = { name: 'SDK batch.send', value: rate((round) => round.batchSend) };
  const smtp = { name: 'nodemailer over SMTP', value: rate((round) => round.smtp) };
  const post = { name: 'SDK post, one buffer', value: rate((round) => round.post) };
  const postTls = { name: 'the same over TLS', value: rate((round) => round.postTls) };
  return [
    atLeast(6, { ...mailing, against: batchSend }),
    atLeast(20, { ...mailing, against: smtp }),
    atLeast(0.7, { ...mailing, against: post }),
    atLeast(3, { ...mailing, against: { name: 'Ghost 6.65 at 50,000', value: ghost } }),
    { ...sending, against: batchSend },
    { ...sending, against: post },
    atLeast(0.7, { ...overTls, against: postTls }),
    { name: 'whole mailing, by the clock', value: rate(({ wall }) => wall), unit: 'messages/s' },
  ];
}

function notesOf(readers: number, rounds: Round[]): string[] {
  const [first] = rounds;
  const kilobytes = ((first?.messageBytes ?? 0) / 1000).toFixed(1);
  return [
    `${readers.toLocaleString('en-US')} readers, the sample content’s full digest, ${kilobytes} KB a message.`,
    'Whole mailing: letters rendered (preflight, which takes the same time whatever the audience, is left out: see render), audience frozen and read from disk, links signed, each batch in the synced ledger before and after its request. Once frozen: the same from the second step on.',
    `A core’s second is a second of CPU time, of all threads of the sending process. Medians of ${rounds.length} alternating runs.`,
    'Ghost’s figure was measured beforehand on a machine like the one in DESIGN.md; its provider fills the slots.',
  ];
}
