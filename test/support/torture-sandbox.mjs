// Runs built sandboxes in a process of its own, which outlives whoever sends to them. The parent asks
// {id, call, args} and is answered {id, result} or {id, error}.
import { startSandbox } from '../../dist/src/sandbox/sandbox.js';

const sandboxes = new Map();

const calls = {
  async open(options) {
    const clock = clockThatJumps();
    const sandbox = await startSandbox({ keep: 'counts', rateLimit: null, ...options, clock });
    sandboxes.set(sandbox.url, { sandbox, clock });
    return sandbox.url;
  },
  counts: async (url) => Object.fromEntries(await sandboxes.get(url).sandbox.counts()),
  answers: async (url) => Object.fromEntries(sandboxes.get(url).sandbox.answers()),
  fail: async (url, faults) => sandboxes.get(url).sandbox.fail(...faults),
  jump: async (url, hours) => sandboxes.get(url).clock.jump(hours),
  async close(url) {
    await sandboxes.get(url).sandbox.close();
    sandboxes.delete(url);
  },
};

function clockThatJumps() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    jump: (hours) => {
      ahead += hours * 3_600_000;
    },
  };
}

process.on('message', async ({ id, call, args }) => {
  try {
    process.send?.({ id, result: await calls[call](...args) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
