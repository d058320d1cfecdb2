// Runs the built sandbox in a process of its own. The parent sends the options and gets the URL back.
import { startSandbox } from '../../dist/src/sandbox/sandbox.js';

process.once('message', async (options) => {
  const { url } = await startSandbox(options);
  process.send?.({ url });
});
process.on('disconnect', () => process.exit());
