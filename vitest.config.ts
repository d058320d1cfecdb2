import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/browser.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    // By itself vitest leaves one core alone: on two that is half of them.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
