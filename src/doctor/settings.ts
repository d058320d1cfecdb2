import type { DescribedSettings } from '../config.js';
import { error, type Finding, ok, warning } from './finding.js';

const remedy = 'Set it in the environment or in .env; .env.example says what each setting means.';

/** Each setting with its value and where that came from, and before them whatever is wrong. */
export function checkSettings({ settings, problems, unknown }: DescribedSettings): Finding[] {
  const width = Math.max(...settings.map(({ name }) => name.length));
  return [
    ...problems.map((problem) => error('settings', `${problem}.`, remedy)),
    ...unknown.map((name) =>
      warning(
        'settings',
        `.env sets ${name}, which is no setting.`,
        'Correct the name as in .env.example, or remove the line if nothing else needs it.',
      ),
    ),
    ...settings.map(({ name, value, from }) =>
      ok('settings', `${name.padEnd(width)}  ${value ?? 'not set'}${value ? `  (${from})` : ''}`),
    ),
  ];
}
