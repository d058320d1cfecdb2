import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By itself vitest begins with what has most lines; what takes longest has few, and would be waited for. */
class TortureFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isTorture = ({ moduleId }: TestSpecification) => moduleId.includes('/torture/');
    return [...sorted.filter(isTorture), ...sorted.filter((file) => !isTorture(file))];
  }
}

export default defineConfig({
  // React as readers get it: its development build, which tests get by themselves, takes longer.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    env: { NODE_ENV: 'production' },
    globalSetup: ['test/support/browser.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    sequence: { sequencer: TortureFirst },
    // One more than there are cores: tests wait for browsers and for the commands that they run.
    maxWorkers: availableParallelism() + 1,
    // What letters are rendered with takes long to load: once a worker, not once a file.
    isolate: false,
    // Far beyond what any takes: a busy machine is no failure, one that hangs is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
  },
});
