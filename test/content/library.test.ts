import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeIn } from '../../src/content/intake.js';
import { readLibrary, writeComparison, writeTool } from '../../src/content/library.js';
import { VerdictsError } from '../../src/errors.js';
import { temporaryFolder } from '../support/folder.js';
import { emptyLibrary, pageText, panel, realPages } from '../support/pages.js';

const options = { source: 'page.txt', publishedAt: '2026-11-16T08:00:00Z', skips: [] };

/** A data folder with Alpha, Beta and their comparison. */
async function dataFolder(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'panel.json'), JSON.stringify(panel));
  const intake = takeIn(emptyLibrary, pageText(), options);
  if (intake.kind === 'refused') throw new Error(JSON.stringify(intake.problems));
  for (const { slug, tool } of [intake.left, intake.right]) await writeTool(folder, slug, tool);
  await writeComparison(folder, intake.slug, intake.comparison);
  return folder;
}

function change(folder: string, file: string, edit: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

/** The lines of the error's message, without the folder's own name. */
async function faults(folder: string): Promise<string[]> {
  const error = await readLibrary(folder).catch((caught: unknown) => caught);
  if (!(error instanceof VerdictsError)) throw new Error('expected a VerdictsError');
  expect(error.code).toBe('content');
  expect(error.remedy).toMatch(/\.$/);
  return error.message.replaceAll(`${folder}/`, '').replaceAll(folder, 'DATA').split('\n');
}

describe('a data folder', () => {
  test('is read as it was written', async () => {
    const folder = await dataFolder();
    const library = await readLibrary(folder);
    expect(library.panel).toEqual(panel);
    expect([...library.tools.keys()]).toEqual(['alpha', 'beta']);
    expect([...library.comparisons.keys()]).toEqual(['alpha-vs-beta']);
    const again = takeIn(library, pageText(), options);
    expect(again.kind).toBe('unchanged');
  });

  test('has no half of a file that the disk did not take whole', async () => {
    const folder = await dataFolder();
    const { tools } = await readLibrary(folder);
    const script = `
      import { writeTool } from ${JSON.stringify(resolve('dist/src/content/library.js'))};
      process.on('SIGXFSZ', () => {});
      const tool = ${JSON.stringify({ ...tools.get('alpha'), description: 'x'.repeat(5000) })};
      await writeTool(${JSON.stringify(folder)}, 'gamma', tool).catch(({ code, message }) => {
        console.log(code, message);
      });`;
    // No file may grow beyond one block; the signal for that would end the process.
    const limited = ['-c', 'ulimit -f 1; exec "$0" --input-type=module -e "$1"'];
    const child = spawnSync('sh', [...limited, process.execPath, script], { encoding: 'utf8' });
    const path = join(folder, 'tools/gamma.json');
    expect(child.stdout.trim()).toBe(`disk ${path}: the file may not grow that large.`);
    expect(readdirSync(join(folder, 'tools'))).toEqual(['alpha.json', 'beta.json']);
  });

  test('has the pull refused that its reviewer did not say, and taken with words left out', async () => {
    const folder = await dataFolder();
    const { quote } = (await readLibrary(folder)).tools.get('alpha')?.reviews[0] ?? {};
    const pulling = (pull: string) =>
      change(folder, 'tools/alpha.json', (text) => {
        const tool = JSON.parse(text);
        tool.reviews[0].pull = pull;
        return JSON.stringify(tool);
      });
    pulling(`${quote?.slice(0, 4)} … ${quote?.slice(-4)}`);
    expect((await readLibrary(folder)).tools.size).toBe(2);
    pulling('Nobody said so.');
    expect(await faults(folder)).toContain(
      'tools/alpha.json: reviews[0].pull: expected words of the quote: readers would take them for the reviewer’s',
    );
  });

  test('holds pretty JSON with a line end, and nothing half written', async () => {
    const folder = await dataFolder();
    const text = readFileSync(join(folder, 'comparisons/alpha-vs-beta.json'), 'utf8');
    expect(text).toBe(
      '{\n  "left": "alpha",\n  "right": "beta",\n  "publishedAt": "2026-11-16T08:00:00Z"\n}\n',
    );
    expect(readdirSync(join(folder, 'tools'))).toEqual(['alpha.json', 'beta.json']);
  });

  test('may have no tools and no comparisons yet', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'panel.json'), JSON.stringify(panel));
    expect(await readLibrary(folder)).toEqual({ panel, tools: new Map(), comparisons: new Map() });
  });

  test('may hold other files and a byte order mark', async () => {
    const folder = await dataFolder();
    writeFileSync(join(folder, 'tools', '.DS_Store'), '');
    writeFileSync(join(folder, 'tools', 'alpha.json.123456'), '{ half');
    change(folder, 'tools/alpha.json', (text) => `\ufeff${text}`);
    expect((await readLibrary(folder)).tools.size).toBe(2);
  });
});

describe('a broken data folder', () => {
  test('that is not there has its own sentence', async () => {
    const folder = join(temporaryFolder(), 'none');
    expect(await faults(folder)).toEqual(['There is no data folder DATA.']);
  });

  test('without a panel has its own sentence', async () => {
    expect(await faults(temporaryFolder())).toEqual(['The file panel.json is missing.']);
  });

  test('has every broken file named, with the place and what is expected there', async () => {
    const folder = await dataFolder();
    change(folder, 'tools/alpha.json', (text) => text.replace('"ship"', '"shipped"'));
    change(folder, 'tools/beta.json', (text) => text.replace('"builder"', '"plumber"'));
    writeFileSync(join(folder, 'tools/gamma.json'), '{\n  "name": "Gamma",\n}');
    writeFileSync(join(folder, 'tools/Big Tool.json'), '{}');
    mkdirSync(join(folder, 'tools/folder.json'));
    change(folder, 'comparisons/alpha-vs-beta.json', (text) => text.replace('"beta"', '"delta"'));
    writeFileSync(
      join(folder, 'comparisons/same.json'),
      '{ "left": "alpha", "right": "alpha", "publishedAt": "yesterday", "winner": "alpha" }',
    );
    expect(await faults(folder)).toEqual([
      'Some content in DATA is broken:',
      'comparisons/alpha-vs-beta.json: right: there is no tool file delta.json',
      'comparisons/same.json: Unrecognized key: "winner"',
      'comparisons/same.json: expected two different tools',
      'comparisons/same.json: publishedAt: expected a time like 2026-11-17T09:00:00Z',
      'tools/Big Tool.json: category: Invalid input: expected string, received undefined',
      'tools/Big Tool.json: description: Invalid input: expected string, received undefined',
      'tools/Big Tool.json: entry: Invalid input: expected string, received undefined',
      'tools/Big Tool.json: file name: expected lower-case letters, digits and single hyphens',
      'tools/Big Tool.json: name: Invalid input: expected string, received undefined',
      'tools/Big Tool.json: reviews: Invalid input: expected array, received undefined',
      'tools/Big Tool.json: tagline: Invalid input: expected string, received undefined',
      'tools/alpha.json: reviews[0].verdict: Invalid option: expected one of "ship"|"skip"',
      'tools/beta.json: reviews[0].lens: "plumber" is not in the panel: builder, skeptic, futurist, founder',
      'tools/folder.json: cannot be read (EISDIR)',
      'tools/gamma.json: line 3, column 1: no JSON: Expected double-quoted property name',
    ]);
  });

  test('with a broken panel has that named, and its tools not blamed for it', async () => {
    const folder = await dataFolder();
    writeFileSync(join(folder, 'panel.json'), '[]');
    expect(await faults(folder)).toEqual([
      'Some content in DATA is broken:',
      'panel.json: Too small: expected array to have >=1 items',
    ]);
  });
});

test('the committed content is what the real pages give', async () => {
  const library = await readLibrary('data');
  for (const text of realPages.values()) {
    expect(takeIn(library, text, options).kind).toBe('unchanged');
  }
});
