import { Command } from 'commander';
import type { Diagnosis } from '../doctor/diagnosis.js';
import { capitalised } from '../editions/wording.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

export function doctorCommand(context: Context): Command {
  return new Command('doctor')
    .description(
      'look whether everything that the weekly job needs is in order, and say what to do',
    )
    .addOption(jsonOption())
    .action(async ({ json }: { json?: true }) => {
      const [{ settingsSources }, { systemClock }, { systemDns }, { examine }] = await Promise.all([
        import('../config.js'),
        import('../clock.js'),
        import('../doctor/dns.js'),
        import('../doctor/examine.js'),
      ]);
      const diagnoses = await examine({
        sources: settingsSources(),
        clock: systemClock,
        dns: systemDns(),
        nodeVersion: process.versions.node,
      });
      if (diagnoses.some(({ level }) => level === 'error')) context.exitCode = 1;
      if (json) context.terminal.json(diagnoses);
      else context.terminal.print(diagnosisLines(diagnoses));
    });
}

const marks = { ok: '✓', warning: '!', error: '✗' };

/** The diagnoses as lines to read, under a heading for each check, and how many need somebody. */
export function diagnosisLines(diagnoses: readonly Diagnosis[]): string {
  const groups = [...new Set(diagnoses.map(({ check }) => check))].map((check) => {
    const lines = diagnoses.filter((diagnosis) => diagnosis.check === check).map(linesOf);
    return [capitalised(check), ...lines].join('\n');
  });
  return [...groups, summary(diagnoses)].join('\n\n');
}

function linesOf({ level, what, remedy }: Diagnosis): string {
  const lines = what.split('\n').join('\n    ');
  return `  ${marks[level]} ${lines}${remedy === null ? '' : `\n    → ${remedy}`}`;
}

function summary(diagnoses: readonly Diagnosis[]): string {
  const count = (level: Diagnosis['level'], noun: string) => {
    const number = diagnoses.filter((diagnosis) => diagnosis.level === level).length;
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
  };
  return `${count('error', 'error')}, ${count('warning', 'warning')}.`;
}
