import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../disk.js';
import { VerdictsError } from '../errors.js';

/**
 * Builds the templates that are newer than what was built of them, as `npm run build` does, so that a change
 * shows without it. `source` is emails/, `built` the folder of its modules. Throws a `VerdictsError` that
 * names file and line where a template cannot be read.
 */
export async function buildTemplates(source: string, built: string): Promise<void> {
  const names = await readdir(source, { recursive: true });
  const { transform } = await import('esbuild');
  for (const name of names.filter((each) => /\.tsx?$/.test(each) && !each.endsWith('.d.ts'))) {
    const from = join(source, name);
    const to = join(built, name.replace(/\.tsx?$/, '.js'));
    if ((await changedAt(from)) <= (await changedAt(to))) continue;
    const code = await readFile(from, 'utf8');
    const loader = name.endsWith('x') ? 'tsx' : 'ts';
    const options = { loader, jsx: 'automatic', format: 'esm', target: 'es2023' } as const;
    const result = await transform(code, { ...options, sourcefile: `emails/${name}` }).catch(
      (error: unknown) => {
        throw unreadable(error, name);
      },
    );
    await writeDurably(to, result.code);
  }
}

/** In ms since 1970; 0 where there is no such file. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
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
