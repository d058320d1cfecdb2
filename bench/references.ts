import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './room.js';

const folder = join(root, 'bench');

/** Installs what the product is measured against, as bench/package-lock.json has it, unless it is there. */
export function installReferences(): void {
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  console.error('Installing what the product is measured against (bench/package.json).');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

/** A package of bench/node_modules. Its types are the caller's, so that nothing has to be installed to compile. */
export async function loadReference<Module>(name: string): Promise<Module> {
  const file = createRequire(join(folder, 'package.json')).resolve(name);
  return await import(pathToFileURL(file).href);
}
