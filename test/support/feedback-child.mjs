// Records votes and events over a folder in a process of its own, and ends once all are durable.
import { systemClock } from '../../dist/src/clock.js';
import { openEvents } from '../../dist/src/feedback/events.js';
import { openVotes } from '../../dist/src/feedback/votes.js';

process.once('message', async ({ folder, votes, events }) => {
  const opened = await openVotes({ folder, clock: systemClock });
  const shelf = openEvents({ folder, clock: systemClock });
  const counted = await Promise.all([
    ...events.map((event) => shelf.record(event)),
    ...votes.map(([reader, tool, choice]) => opened.record(reader, tool, choice)),
  ]);
  process.send({ counted: counted.filter((was) => was === true).length }, () => process.exit());
});
process.on('disconnect', () => process.exit());
