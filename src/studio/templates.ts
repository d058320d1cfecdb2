import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, writeDurably } from '../disk.js';
import { VerdictsError } from '../errors.js';

/**
 * What builds the templates that are newer than what was built of them, or that have changed since it was last
 * called, as `npm run build` does, so that a change shows without it. `source` is emails/, `built` the folder of
 * its modules. It throws a `VerdictsError` that names file and line where a template cannot be read.
 */
export function templateBuilder(source: string, built: string): () => Promise<void> {
  /** When each was changed, as of the last call: a file put back from elsewhere may be older than before. */
  const seen = new Map<string, number>();

  async function build(name: string): Promise<void> {
    const from = join(source, name);
    const to = join(built, name.replace(/\.tsx?$/, '.js'));
    const at = await changedAt(from);
    const same = (seen.get(name) ?? at) === at;
    if (!same || at > (await changedAt(to))) await writeDurably(to, await moduleOf(from, name));
    seen.set(name, at);
  }

  return async () => {
    for (const name of await templatesIn(source)) await build(name);
  };
}

async function templatesIn(source: string): Promise<string[]> {
  const names = await readdir(source, { recursive: true });
  return names.filter((each) => /\.tsx?$/.test(each) && !each.endsWith('.d.ts'));
}

async function moduleOf(path: string, name: string): Promise<string> {
  const { transform } = await import('esbuild');
  const loader = name.endsWith('x') ? 'tsx' : 'ts';
  const options = { loader, jsx: 'automatic', format: 'esm', target: 'es2023' } as const;
  const sourcefile = `emails/${name}`;
  try {
    return (await transform(await readFile(path, 'utf8'), { ...options, sourcefile })).code;
  } catch (error) {
    throw unreadable(error, name);
  }
}

/** In ms since 1970; 0 where there is no such file. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

function unreadable(error: unknown, name: string): VerdictsError {
  // What esbuild throws has its messages beside the text.
  const { errors = [] } = error as {
    errors?: { text: string; location: { line: number } | null }[];
  };
  const [first] = errors;
  const line = first?.location ? `, line ${first.location.line}` : '';
  const what = first?.text ?? (error instanceof Error ? error.message : String(error));
  return new VerdictsError('template', `emails/${name}${line}: ${what}.`, {
    remedy: 'Mend it; it is loaded again as soon as it is saved.',
    cause: error,
  });
}
