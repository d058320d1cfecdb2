import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Format } from '../src/letters/letter.js';
import { inChild } from './child.js';
import { median } from './cost.js';
import type { RenderAnswer, RenderOrder } from './processes/render.js';
import { Room, week } from './room.js';
import { atMost, type Figure, type Report } from './table.js';

const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));

/** How long it takes to render each format, and to run the commands that editors run most. */
export async function render({ runs }: { runs: number }): Promise<Report> {
  const room = await Room.open(10);
  try {
    await room.draft();
    const figures: Figure[] = [];
    for (const format of Format.options) figures.push(...(await rendering(room, format, runs)));
    const node = wallOf(room, ['-e', '0'], runs);
    const against = { name: 'node -e 0', value: node };
    const command = (limit: number, name: string, args: string[]) =>
      atMost(limit, { name, value: wallOf(room, [cli, ...args], runs), unit: 'ms', against });
    figures.push(
      command(150, 'verdicts --help', ['--help']),
      command(400, 'verdicts pick', ['pick', '--week', week]),
    );
    const checking = wallOf(room, [cli, 'preflight', week], runs);
    figures.push({ name: 'verdicts preflight', value: checking, unit: 'ms', against });
    return {
      bench: 'render',
      notes: [
        'Cold: a new process loads what renders and renders one letter. Warm: the same letter again. Commands: from start to exit, by the clock.',
        `Medians of ${runs} runs.`,
      ],
      figures,
    };
  } finally {
    room.close();
  }
}

async function rendering(room: Room, format: Format, runs: number): Promise<Figure[]> {
  const app = room.app();
  const edition = await app.editions.read(week);
  if (!edition) throw new Error('The edition is not drafted.');
  const variant = { format, topics: null };
  const order: RenderOrder = { edition, variant, masthead: app.masthead };
  const answers: RenderAnswer[] = [];
  for (let run = 0; run < runs; run += 1) answers.push(await inChild('render', order));
  const unit = 'ms';
  return [
    { name: `${format}, cold`, value: median(answers.map(({ cold }) => cold)), unit },
    { name: `${format}, warm`, value: median(answers.map(({ warm }) => warm)), unit },
  ];
}

function wallOf(room: Room, args: string[], runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const env = { PATH: process.env.PATH, ...room.settings() };
    execFileSync(process.execPath, args, { cwd: room.folder, env, stdio: 'ignore' });
    return performance.now() - start;
  });
  return median(times);
}
