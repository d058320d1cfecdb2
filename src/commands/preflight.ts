import { Command } from 'commander';
import { listed, shortHash } from '../editions/wording.js';
import type { Preflight } from '../jobs/preflight.js';
import type { Finding, Severity } from '../letters/preflight/finding.js';
import { budgetInWords, kilobytes } from '../letters/size-budget.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

export function preflightCommand(context: Context): Command {
  return new Command('preflight')
    .description(
      'check the week’s letters: size, links, wording, contrast, facts; exits with 1 on an error, on which `send` refuses',
    )
    .argument(
      '[week]',
      'the edition’s week (default: the one due, or the next once that is mailed)',
    )
    .option('--online', 'fetch the links that lead outside, too')
    .addOption(jsonOption())
    .action(async (week: string | undefined, options: { online?: true; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { editionToShow } = await import('../jobs/drafting.js');
      const { preflightEdition } = await import('../jobs/preflight.js');
      const { hasErrors } = await import('../letters/preflight/finding.js');
      const shown = await editionToShow(app, week ? parseWeek(week) : undefined);
      if (!shown.edition) {
        if (options.json) context.terminal.json({ week: shown.week, letters: [], findings: [] });
        else context.terminal.print(`Nothing to pick for ${shown.week}, so there is no letter.`);
        return;
      }
      const { online = false } = options;
      const preflight = await preflightEdition(app, shown.edition, { online });
      if (hasErrors(preflight.findings)) context.exitCode = 1;
      if (options.json) context.terminal.json(preflight);
      else context.terminal.print(preflightLines(preflight));
    });
}

function preflightLines({ week, hash, letters, findings }: Preflight): string {
  const full = letters.filter(({ topics }) => topics === null);
  const sizes = full.map(({ format, bytes }) => `${format} ${kilobytes(bytes)}`);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return [
    `${week} (hash ${shortHash(hash)})`,
    ...full.slice(0, 1).map(({ subject }) => `Subject    ${subject}`),
    ...full.slice(0, 1).map(({ preheader }) => `Preheader  ${preheader}`),
    `Letters    ${sizes.join(', ')} of ${budgetInWords}`,
    ...variantLines(letters.filter(({ topics }) => topics !== null)),
    '',
    findingLines(findings),
    '',
    errors > 0 ? 'It would not be sent.' : 'Nothing keeps it from being sent.',
  ].join('\n');
}

function variantLines(variants: Preflight['letters']): string[] {
  if (variants.length === 0) return [];
  const letters = variants.length === 1 ? 'letter' : 'letters';
  const largest = kilobytes(Math.max(...variants.map(({ bytes }) => bytes)));
  return [
    `Topics     ${variants.length} more ${letters} for readers of some topics, ${largest} at most;`,
    '           contrast and mail clients are checked in those above',
  ];
}

const headings: Record<Severity, [one: string, several: string]> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  note: ['note', 'notes'],
};

/** The findings as lines to read, grouped; what both letters have in common is said once. */
export function findingLines(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing was found.';
  const groups = (Object.keys(headings) as Severity[]) // they are its keys
    .map((severity) => ({ severity, said: saidOnce(findings, severity) }))
    .filter(({ said }) => said.length > 0);
  return groups
    .map(({ severity, said }) => {
      const [one, several] = headings[severity];
      return [`${said.length} ${said.length === 1 ? one : several}`, ...said].join('\n');
    })
    .join('\n\n');
}

function saidOnce(findings: readonly Finding[], severity: Severity): string[] {
  const said = new Map<string, { finding: Finding; letters: Set<string> }>();
  for (const finding of findings.filter((each) => each.severity === severity)) {
    const key = JSON.stringify([finding.rule, finding.part, finding.what, finding.remedy]);
    const known = said.get(key) ?? { finding, letters: new Set() };
    said.set(key, known);
    const { letter, topics } = finding;
    known.letters.add(topics ? `${letter} for ${listed(topics)}` : letter);
  }
  return [...said.values()].map(({ finding, letters }) => {
    const { rule, part, what, remedy } = finding;
    const place = `${[...letters].join(' and ')}, ${part}`;
    return `  ${rule} (${place})\n    ${what}\n    ${remedy}`;
  });
}
