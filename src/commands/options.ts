import { Option } from 'commander';

/** `--week 2026-W47`. */
export function weekOption(meaning: string): Option {
  return new Option('--week <week>', meaning);
}

/** `--json`, for output that feeds another program. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}
