import { sendMailing } from './mailing.js';
import { Room } from './room.js';
import { atMost, type Figure, type Report } from './table.js';

export interface MemoryOptions {
  /** The sizes of the audience. */
  audiences: number[];
}

/** The most memory that a sending process takes. */
export async function memory({ audiences }: MemoryOptions): Promise<Report> {
  const figures: Figure[] = [];
  for (const readers of audiences) {
    const room = await Room.open(readers);
    try {
      await room.draft();
      const { whole } = await sendMailing(room, { preflight: true });
      figures.push(
        atMost(250, {
          name: `${readers.toLocaleString('en-US')} readers`,
          value: whole.rssMegabytes,
          unit: 'MB',
        }),
      );
    } finally {
      room.close();
    }
  }
  return {
    bench: 'memory',
    notes: [
      'Peak resident memory of the process that checks, renders, freezes and sends a whole mailing.',
    ],
    figures,
  };
}
