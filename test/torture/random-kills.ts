import { inLanes, randomFrom } from '../support/torture-plan.js';
import type { Stage, TortureRoom } from '../support/torture-room.js';

/**
 * Kills the sender at random times, from 0 to how long an undisturbed run takes, up to four times in a row
 * before the mailing may go to its end. Another seed draws other times.
 */
export async function randomKills(
  room: TortureRoom,
  { kills, seed, long }: { kills: number; seed: number; long: boolean },
): Promise<string[]> {
  const stages = long ? allStages : shortStages;
  const durations = await measure(room, stages);
  const problems: string[] = [];
  let killed = 0;
  const most = Array.from({ length: kills * 20 }, (_, number) => number);
  await inLanes(most, async (number) => {
    if (killed >= kills) return;
    const random = randomFrom(seed + number);
    const stage = stages[Math.floor(random() * stages.length)] ?? 'frozen';
    const mailing = await room.case(stage, { latency: 10 + random() * 150 });
    const delays = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      Math.round(random() * durations[stage]),
    );
    for (const killAfter of delays) {
      if (killed >= kills) break;
      const ran = await mailing.send(undefined, { killAfter });
      if (!ran.killed) continue;
      killed += 1;
      room.tally.add({ random: 1 });
      // A batch that was attempted must be repeated as it was, although one of its readers has left.
      const leaver = room.readers[Math.floor(random() * room.readers.length)];
      if (leaver) await mailing.unsubscribe(leaver);
    }
    for (const problem of await mailing.finish()) {
      problems.push(`${stage}, killed after ${delays.join(', ')} ms: ${problem}`);
    }
    await mailing.close();
  });
  if (killed < kills) problems.push(`only ${killed} were alive when they were to be killed`);
  return problems;
}

/** Most cases begin where there is most to lose and least to wait for. */
const allStages = [
  'frozen',
  'frozen',
  'frozen',
  'frozen',
  'drafted',
  'drafted',
  'content',
] as const;
const shortStages = ['frozen', 'frozen', 'frozen', 'frozen', 'frozen', 'drafted'] as const;

/** How long a sending takes from each stage, in milliseconds. */
async function measure(
  room: TortureRoom,
  stages: readonly Stage[],
): Promise<Record<Stage, number>> {
  const durations = { content: 0, drafted: 0, frozen: 0 };
  await inLanes([...new Set(stages)], async (stage) => {
    const mailing = await room.case(stage, { latency: 80 });
    const start = performance.now();
    await mailing.send();
    durations[stage] = performance.now() - start;
    await mailing.close();
  });
  return durations;
}
