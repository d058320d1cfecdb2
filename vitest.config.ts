import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/browser.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    // One more than there are cores: tests wait for browsers and for the commands that they run.
    maxWorkers: availableParallelism() + 1,
    // What letters are rendered with takes long to load: once a worker, not once a file.
    isolate: false,
    // Far beyond what any takes: a busy machine is no failure, one that hangs is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
