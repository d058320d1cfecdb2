import { Command } from 'commander';
import type { Finding } from '../doctor/finding.js';
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
      const findings = await examine({
        sources: settingsSources(),
        clock: systemClock,
        dns: systemDns(),
        nodeVersion: process.versions.node,
      });
      if (findings.some(({ level }) => level === 'error')) context.exitCode = 1;
      if (json) context.terminal.json(findings);
      else context.terminal.print(findingLines(findings));
    });
}

const marks = { ok: '✓', warning: '!', error: '✗' };

/** The findings as lines to read, under a heading for each check, and how many need somebody. */
export function findingLines(findings: readonly Finding[]): string {
  const groups = [...new Set(findings.map(({ check }) => check))].map((check) => {
    const lines = findings.filter((finding) => finding.check === check).map(linesOf);
    return [capitalised(check), ...lines].join('\n');
  });
  return [...groups, summary(findings)].join('\n\n');
}

function linesOf({ level, what, remedy }: Finding): string {
  const lines = what.split('\n').join('\n    ');
  return `  ${marks[level]} ${lines}${remedy === null ? '' : `\n    → ${remedy}`}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['level'], noun: string) => {
    const number = findings.filter((finding) => finding.level === level).length;
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
  };
  return `${count('error', 'error')}, ${count('warning', 'warning')}.`;
}
