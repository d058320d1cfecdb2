import { Option } from 'commander';
import type { Status } from '../subscribers/subscriber.js';

/** `--week 2026-W47`. */
export function weekOption(meaning: string): Option {
  return new Option('--week <week>', meaning);
}

/** `--status active`, of readers. */
export function statusOption(): Option {
  return new Option('--status <status>', 'only those').choices([
    'pending',
    'active',
    'unsubscribed',
    'suppressed',
  ] satisfies Status[]);
}

/** `--json`, for output that feeds another program. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}
