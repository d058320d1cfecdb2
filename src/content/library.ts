import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf, makeFolder, writeDurably } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { Comparison } from './comparison.js';
import { parseJson } from './json.js';
import { Panel } from './panel.js';
import { Slug } from './slug.js';
import { Tool } from './tool.js';

/** All content: the panel, and the tools and comparisons by slug, in the order of their slugs. */
export interface Library {
  panel: Panel;
  tools: ReadonlyMap<Slug, Tool>;
  comparisons: ReadonlyMap<Slug, Comparison>;
}

type FileReading<T> = { ok: true; value: T } | { ok: false; faults: string[] };

/**
 * Reads `panel.json`, `tools/` and `comparisons/` of a data folder; either of these two may be
 * missing. Throws a VerdictsError (code `content`) that names every broken file, a line each, with
 * the place and what is expected there.
 */
export async function readLibrary(dataDir: string): Promise<Library> {
  const panel = await readPanel(dataDir);
  const tools = await readFolder(join(dataDir, 'tools'), Tool);
  const comparisons = await readFolder(join(dataDir, 'comparisons'), Comparison);
  const faults = [
    ...(panel.ok ? [] : panel.faults),
    ...tools.faults,
    ...comparisons.faults,
    ...(panel.ok ? strangeLenses(dataDir, tools.files, panel.value) : []),
    ...missingTools(dataDir, comparisons.files, tools.found),
  ];
  if (panel.ok && faults.length === 0) {
    return { panel: panel.value, tools: tools.files, comparisons: comparisons.files };
  }
  throw new VerdictsError(
    'content',
    [`Some content in ${dataDir} is broken:`, ...faults.toSorted()].join('\n'),
    { remedy: 'Correct these files, then try again.' },
  );
}

/** Writes `tools/<slug>.json` as a whole or not at all. */
export async function writeTool(dataDir: string, slug: Slug, tool: Tool): Promise<void> {
  await writeJson(join(dataDir, 'tools', `${slug}.json`), Tool.parse(tool));
}

/** Writes `comparisons/<slug>.json` as a whole or not at all. Write its tools before. */
export async function writeComparison(
  dataDir: string,
  slug: Slug,
  comparison: Comparison,
): Promise<void> {
  await writeJson(join(dataDir, 'comparisons', `${slug}.json`), Comparison.parse(comparison));
}

/** Throws a `VerdictsError` (code `content`) where there is no such folder: a mistyped one is no fresh start. */
export function requireDataFolder(dataDir: string): void {
  if (!existsSync(dataDir)) throw noDataFolder(dataDir);
}

function noDataFolder(dataDir: string): VerdictsError {
  return new VerdictsError('content', `There is no data folder ${dataDir}.`, {
    remedy: 'Run the command where the folder is, or name another one in the settings.',
  });
}

async function writeJson(file: string, content: Tool | Comparison): Promise<void> {
  makeFolder(dirname(file));
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`);
}

async function readPanel(dataDir: string): Promise<FileReading<Panel>> {
  const names = await namesIn(dataDir);
  if (names === null) throw noDataFolder(dataDir);
  const file = join(dataDir, 'panel.json');
  if (!names.includes('panel.json')) {
    throw new VerdictsError('content', `The file ${file} is missing.`, {
      remedy:
        'Run the command where the content is, or name its folder in DATA_DIR. For content of your own, write the reviewers in order, such as [{ "lens": "builder", "label": "Builder" }].',
    });
  }
  return readJson(file, Panel);
}

interface Folder<T> {
  files: Map<Slug, T>;
  /** The slugs of all files, of the broken ones too. */
  found: Set<Slug>;
  faults: string[];
}

async function readFolder<T>(folder: string, schema: z.ZodType<T>): Promise<Folder<T>> {
  const names = (await namesIn(folder)) ?? [];
  const result: Folder<T> = { files: new Map(), found: new Set(), faults: [] };
  const stems = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
  for (const stem of stems.toSorted()) {
    const file = join(folder, `${stem}.json`);
    const slug = Slug.safeParse(stem);
    const reading = await readJson(file, schema);
    if (!slug.success) result.faults.push(`${file}: file name: ${expectations(slug.error)}`);
    else result.found.add(slug.data);
    if (!reading.ok) result.faults.push(...reading.faults);
    else if (slug.success) result.files.set(slug.data, reading.value);
  }
  return result;
}

/** The names in a folder, or null if there is none. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new VerdictsError(
      'content',
      `The folder ${folder} cannot be read (${reasonOf(error)}).`,
      {
        remedy: 'Check that it is a folder and that this user may read it.',
        cause: error,
      },
    );
  }
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<FileReading<T>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { ok: false, faults: [`${file}: cannot be read (${reasonOf(error)})`] };
  }
  const json = parseJson(text);
  if (!json.ok) {
    const { line, column, reason } = json;
    return { ok: false, faults: [`${file}: line ${line}, column ${column}: no JSON: ${reason}`] };
  }
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    faults: parsed.error.issues.map(({ path, message }) =>
      [file, z.core.toDotPath(path), message].filter((part) => part !== '').join(': '),
    ),
  };
}

function expectations(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join(', ');
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? String(error);
}

function strangeLenses(dataDir: string, tools: ReadonlyMap<Slug, Tool>, panel: Panel): string[] {
  const lenses = panel.map(({ lens }) => lens);
  return [...tools].flatMap(([slug, { reviews }]) =>
    reviews.flatMap(({ lens }, at) => {
      if (lenses.includes(lens)) return [];
      const file = join(dataDir, 'tools', `${slug}.json`);
      return [`${file}: reviews[${at}].lens: "${lens}" is not in the panel: ${lenses.join(', ')}`];
    }),
  );
}

function missingTools(
  dataDir: string,
  comparisons: ReadonlyMap<Slug, Comparison>,
  tools: ReadonlySet<Slug>,
): string[] {
  return [...comparisons].flatMap(([slug, comparison]) =>
    (['left', 'right'] as const)
      .filter((side) => !tools.has(comparison[side]))
      .map((side) => {
        const file = join(dataDir, 'comparisons', `${slug}.json`);
        return `${file}: ${side}: there is no tool file ${comparison[side]}.json`;
      }),
  );
}
