import { sendMailing } from './mailing.js';
import { Room } from './room.js';
import type { Figure, Report } from './table.js';

const phaseSeconds = 15;

/** How much of a rate limit a mailing uses, and how often it is refused. */
export async function rate(): Promise<Report> {
  return {
    bench: 'rate',
    notes: [
      `A sandbox with Resend’s limit, and one that changes its limit every ${phaseSeconds} s. The first second, and the one after each change, are not counted.`,
    ],
    figures: [...(await against([10])), ...(await against([10, 5, 20]))],
  };
}

/** Sends for a while under each limit in turn. */
async function against(limits: number[]): Promise<Figure[]> {
  const batches = limits.reduce((sum, perSecond) => sum + perSecond * phaseSeconds, 0);
  const room = await Room.open(batches * 100);
  try {
    await room.draft();
    const [first = 10, ...later] = limits;
    const { sandbox } = await sendMailing(room, {
      rateLimit: first,
      limits: later.map((perSecond, index) => ({ after: (index + 1) * phaseSeconds, perSecond })),
    });
    const counted = (time: number) => time % phaseSeconds >= 1;
    const used = limits.map((perSecond, phase): Figure => {
      const times = sandbox.taken.filter(
        (time) => counted(time) && Math.floor(time / phaseSeconds) === phase,
      );
      const share = (100 * perSecondOf(times)) / perSecond;
      const name = `${nameOf(limits)}: used of ${perSecond}`;
      return { name, value: share, unit: '%', goal: { text: '≥ 98 %', met: share >= 98 } };
    });
    const refused = sandbox.refused.filter(counted).length;
    return [
      ...used,
      {
        name: `${nameOf(limits)}: refused`,
        value: refused,
        unit: 'requests',
        goal: { text: '0', met: refused === 0 },
      },
      {
        name: `${nameOf(limits)}: refused with the first seconds`,
        value: sandbox.refused.length,
        unit: 'requests',
      },
    ];
  } finally {
    room.close();
  }
}

function nameOf(limits: number[]): string {
  return `limit ${limits.join(' → ')}`;
}

function perSecondOf(times: number[]): number {
  const [first = 0, ...rest] = times;
  return rest.length / ((rest.at(-1) ?? first) - first);
}
