import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/browser.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    // By itself vitest leaves one core alone: on two that is half of them.
    maxWorkers: '100%',
    // What letters are rendered with takes long to load: once a worker, not once a file.
    isolate: false,
    // Far beyond what any takes: a busy machine is no failure, one that hangs is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
