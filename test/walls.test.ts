import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface SourceFile {
  path: string;
  text: string;
  /**
   * Paths from the root, or names of packages; `typeOnly` where nothing is left of it at run time, `later`
   * where it is loaded when it is needed.
   */
  imports: { from: string; typeOnly: boolean; later: boolean }[];
}

function filesIn(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): SourceFile['imports'] {
  const pattern =
    /(?:^|\n)(?:import|export) (type )?[^'";]*?from '([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import '([^']+)'/g;
  return [...text.matchAll(pattern)].map(([, type, named, dynamic, bare]) => {
    const from = named ?? dynamic ?? bare ?? '';
    const inside = from.startsWith('.');
    return {
      from: inside ? relative(root, resolve(root, dirname(path), from)) : from,
      typeOnly: type !== undefined,
      later: dynamic !== undefined,
    };
  });
}

const source = filesIn('src');
const templates = filesIn('emails');
const tests = filesIn('test');
const rooms = ['content', 'editions', 'letters', 'mailings'];

const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1];
const isIn = (path: string, ...names: string[]) => names.includes(roomOf(path) ?? '');

/** The imports that break a rule, as `file → import`. */
function breaking(
  files: SourceFile[],
  breaks: (file: SourceFile, imported: SourceFile['imports'][number]) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => breaks(file, imported))
      .map((imported) => `${file.path} → ${imported.from}`),
  );
}

/** The files whose code, comments left out, holds a pattern where it must not. */
function holding(files: SourceFile[], pattern: RegExp): string[] {
  const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  return files.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path);
}

describe('the walls', () => {
  it('see the whole source', () => {
    expect(source.length).toBeGreaterThan(20);
    expect(source.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
  });

  it('let no stage import a job', () => {
    expect(
      breaking(
        source,
        ({ path }, { from, typeOnly }) =>
          !typeOnly &&
          isIn(path, ...rooms, 'subscribers', 'feedback', 'sandbox') &&
          isIn(from, 'jobs'),
      ),
    ).toEqual([]);
  });

  it('let no stage import a stage to its right', () => {
    expect(
      breaking(source, ({ path }, { from }) => {
        const [here, there] = [
          rooms.indexOf(roomOf(path) ?? ''),
          rooms.indexOf(roomOf(from) ?? ''),
        ];
        return here >= 0 && there > here;
      }),
    ).toEqual([]);
  });

  it('let subscribers import none of those that import it, nor content know subscribers', () => {
    expect(
      breaking(
        source,
        ({ path }, { from }) =>
          (isIn(path, 'subscribers') && isIn(from, 'mailings', 'feedback', 'site', 'studio')) ||
          (isIn(path, 'content', 'editions', 'letters') && isIn(from, 'subscribers')),
      ),
    ).toEqual([]);
  });

  it('let only app.ts, cli.ts and commands/ import the outermost rooms', () => {
    expect(
      breaking(
        source,
        ({ path }, { from }) =>
          isIn(from, 'commands', 'site', 'studio', 'sandbox') &&
          roomOf(path) !== roomOf(from) &&
          !['src/app.ts', 'src/cli.ts'].includes(path) &&
          !isIn(path, 'commands'),
      ),
    ).toEqual([]);
  });

  it('keep clock, randomness, network and environment out of content, editions and letters', () => {
    const pure = source.filter(({ path }) => isIn(path, 'content', 'editions', 'letters'));
    const impure =
      /Date\.now\(|new Date\(\)|Temporal\.Now|performance\.now|Math\.random\(|randomUUID|randomBytes|\bfetch\(|process\.(?!stdout)/;
    expect(holding(pure, impure)).toEqual([]);
    expect(
      breaking(pure, (_, { from }) => /^(node:)?(http|https|net|dns|tls|child_process)/.test(from)),
    ).toEqual([]);
  });

  it('keep files to the files that are named for it', () => {
    const named = /\/(library|shelf|store|ledger|journal)\.ts$/;
    const stages = source.filter(
      ({ path }) => isIn(path, 'content', 'editions', 'letters') && !named.test(path),
    );
    expect(
      breaking(stages, (_, { from }) => /^node:fs|^write-file-atomic$|^src\/disk/.test(from)),
    ).toEqual([]);
  });

  it('let only mailings/courier.ts know Resend', () => {
    expect(
      breaking(
        source,
        ({ path }, { from }) => from === 'resend' && path !== 'src/mailings/courier.ts',
      ),
    ).toEqual([]);
  });

  it('let only letters/ import emails/, and emails/ only types from src/', () => {
    expect(
      breaking(
        source,
        ({ path }, { from }) => from.startsWith('emails/') && !isIn(path, 'letters'),
      ),
    ).toEqual([]);
    expect(
      breaking(templates, (_, { from, typeOnly }) => from.startsWith('src/') && !typeOnly),
    ).toEqual([]);
    expect(breaking(source, (_, { from }) => from.startsWith('@react-email/components'))).toEqual(
      [],
    );
  });

  it('read the environment in config.ts, exit in cli.ts and print in cli.ts and commands/ alone', () => {
    const but = (...paths: string[]) => source.filter(({ path }) => !paths.includes(path));
    expect(holding(but('src/config.ts'), /process\.env|loadEnvFile/)).toEqual([]);
    expect(holding(but('src/cli.ts'), /process\.exit\b|process\.exitCode/)).toEqual([]);
    const quiet = but('src/cli.ts').filter(({ path }) => !isIn(path, 'commands'));
    expect(holding(quiet, /\bconsole\.|process\.std(out|err)\.write/)).toEqual([]);
  });

  it('load no package but commander before a command acts: `--help` waits for none', () => {
    const loaded = new Set(['src/cli.js']);
    for (const path of loaded) {
      const file = source.find((each) => each.path.replace(/tsx?$/, 'js') === path);
      for (const { from, typeOnly, later } of file?.imports ?? []) {
        if (!typeOnly && !later) loaded.add(from);
      }
    }
    expect(loaded.size).toBeGreaterThan(20);
    const packages = [...loaded].filter((from) => !/^(?:src\/|node:)/.test(from));
    expect(packages).toEqual(['commander']);
  });

  it('let tests mock no module', () => {
    const others = tests.filter(({ path }) => path !== 'test/walls.test.ts');
    expect(holding(others, /\bvi\.(mock|doMock|spyOn)\b/)).toEqual([]);
  });

  it('have no room called utils and no barrel', () => {
    const paths = [...source, ...templates].map(({ path }) => path);
    const vague = /(^|\/)(utils?|helpers?|common|lib|types?|misc|index)(\.tsx?$|\/)/;
    expect(paths.filter((path) => vague.test(path))).toEqual([]);
  });
});
