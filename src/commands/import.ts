import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { Command } from 'commander';
import type { Intake } from '../content/intake.js';
import { listed } from '../editions/wording.js';
import type { PageFile } from '../jobs/importing.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

type Taken = Exclude<Intake, { kind: 'refused' }>;

interface Options {
  published?: string;
  skip?: string[];
  json?: true;
}

export function importCommand(context: Context): Command {
  return new Command('import')
    .description('bring comparison pages, as text, into the content')
    .argument('<file...>', 'files to read, or - for standard input')
    .option('--published <time>', 'when they were published (default: now)')
    .option(
      '--skip <lens>',
      'who skips, where a page leaves it open: founder, or left:founder; may be repeated',
      (value: string, before: string[] = []) => [...before, value],
    )
    .addOption(jsonOption())
    .action(async (files: string[], options: Options) => {
      const app = await context.open();
      const { importPages } = await import('../jobs/importing.js');
      const pages: PageFile[] = [];
      for (const file of files) pages.push(await readPageFile(file));
      const { published, skip: skips = [] } = options;
      const intakes = await importPages(app, pages, { published, skips });
      if (intakes.some(({ kind }) => kind === 'refused')) context.exitCode = 1;
      if (options.json) context.terminal.json(intakes.map(summaryOf));
      else for (const intake of intakes) report(context, intake, published);
    });
}

async function readPageFile(file: string): Promise<PageFile> {
  if (file === '-') return { source: 'standard input', text: await readAll(process.stdin) };
  try {
    const bytes = await readFile(file);
    return { source: file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const { VerdictsError } = await import('../errors.js');
    const { codeOf, diskError } = await import('../disk.js');
    if (error instanceof TypeError) {
      throw new VerdictsError('encoding', `${file} is not UTF-8 text.`, {
        remedy: 'Save it as UTF-8 and import it again; nothing was imported.',
        cause: error,
      });
    }
    if (codeOf(error) === 'ENOENT') {
      throw new VerdictsError('file', `There is no file ${file}.`, {
        remedy: 'Check the path; nothing was imported.',
        exit: 2,
      });
    }
    if (codeOf(error) === 'EISDIR') {
      throw new VerdictsError('file', `${file} is a folder.`, {
        remedy: `Name the pages in it, such as ${file.replace(/\/$/, '')}/*.txt; nothing was imported.`,
        exit: 2,
      });
    }
    throw diskError(error, file);
  }
}

function report(context: Context, intake: Intake, published: string | undefined): void {
  const { terminal } = context;
  if (intake.kind === 'refused') {
    terminal.note(`${intake.source}: refused`);
    for (const { line, message, remedy } of intake.problems) {
      terminal.note(`  ${line ? `line ${line}: ` : ''}${message} ${remedy}`);
    }
    return;
  }
  const tools = [intake.left, intake.right].map(
    ({ slug, stored }) => `${slug}${stored ? '' : ' (new)'}`,
  );
  const said = {
    added: 'added',
    updated: 'updated with new community figures',
    unchanged: 'unchanged',
  };
  terminal.print(`${intake.source}: ${said[intake.kind]}, ${intake.slug}: ${tools.join(' and ')}`);
  if (intake.kind === 'added') remarks(context, intake);
  else sayWhatItKeeps(context, intake, published);
}

/** What an editor had better look at in a page that was brought in. */
function remarks({ terminal }: Context, { slug: comparison, left, right, unread }: Taken): void {
  const [first] = unread;
  if (first) {
    terminal.print(
      `  line ${first.number} on: what stands below the sign-up block ("${first.text.slice(0, 60)}") was not read. If some of it belongs to the comparison, put it above.`,
    );
  }
  for (const { slug, alike } of [left, right]) {
    if (!alike) continue;
    const { slug: other, differsIn } = alike;
    terminal.print(
      `  ${slug} is ${other} but for: ${differsIn.join(', ')}. If it is a correction, make it in tools/${other}.json, and remove tools/${slug}.json and comparisons/${comparison}.json.`,
    );
  }
  for (const { slug, doubts = [] } of [left, right]) {
    for (const { field, message } of doubts) {
      terminal.print(`  tools/${slug}.json: ${field} ${message}. Correct it there if it is wrong.`);
    }
  }
  for (const { slug, tool, stored } of [left, right]) {
    const skips = tool.reviews.filter(({ verdict, inferred }) => verdict === 'skip' && inferred);
    if (stored || skips.length === 0) continue;
    const lenses = listed(skips.map(({ lens }) => lens));
    terminal.print(`  ${slug}: inferred that ${lenses} ${skips.length === 1 ? 'skips' : 'skip'}`);
  }
}

/** A comparison that is there already moves only by hand. */
function sayWhatItKeeps(
  { terminal }: Context,
  { slug, comparison: { publishedAt } }: Taken,
  published: string | undefined,
): void {
  if (published === undefined || new Date(published).getTime() === Date.parse(publishedAt)) return;
  terminal.print(
    `  It stays published ${publishedAt}. To change that, correct publishedAt in comparisons/${slug}.json.`,
  );
}

function summaryOf(intake: Intake): unknown {
  if (intake.kind === 'refused') {
    const { source, kind, problems } = intake;
    return { source, kind, problems };
  }
  const { source, kind, slug, comparison, left, right, unread } = intake;
  return { source, kind, slug, comparison, tools: [left, right], unread };
}
