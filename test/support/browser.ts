import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Found {
  path: string;
  /** Where it comes from, in words. */
  from: string;
}

/**
 * As a vitest global set-up: makes sure before the first test that there is a Chromium, and says on
 * stdout which one. Throws when there is none and none can be installed: no browser test is skipped.
 */
export default function setup(): void {
  const { path, from } = findChromium() ?? installChromium();
  process.stdout.write(`Browser tests run in ${path} (${from}).\n`);
}

/** Starts a headless Chromium; the caller closes it. Throws when there is none and none installs. */
export async function launchChromium(): Promise<Browser> {
  const { path } = findChromium() ?? installChromium();
  return chromium.launch({ executablePath: path, args: flags });
}

/** The Chromium of the setting CHROMIUM_PATH, of the system, or of Playwright's own cache. */
function findChromium(): Found | undefined {
  const set = process.env.CHROMIUM_PATH;
  if (set) {
    if (!isExecutable(set)) throw new Error(`CHROMIUM_PATH names no program: ${set}`);
    return { path: set, from: 'CHROMIUM_PATH' };
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...macFolders].filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...macPrograms,
  ];
  const system = candidates.find(isExecutable);
  if (system) return { path: system, from: 'the system' };
  const own = chromium.executablePath();
  return isExecutable(own) ? { path: own, from: "Playwright's cache" } : undefined;
}

const macFolders = ['/opt/homebrew/bin'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installChromium(): Found {
  process.stdout.write('No Chromium found: installing one with playwright-core.\n');
  const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  const own = findChromium();
  if (own && starts(own)) return { ...own, from: `${own.from}, installed just now` };

  if (process.getuid?.() === 0 && isOnPath(packager)) {
    process.stdout.write('That did not give one that starts: installing chromium with apt-get.\n');
    spawnSync(packager, ['update'], { stdio: 'inherit' });
    spawnSync(packager, ['install', '-y', 'chromium'], { stdio: 'inherit' });
    const system = findChromium();
    if (system && starts(system)) return { ...system, from: 'apt-get, installed just now' };
  }
  throw new Error(
    'No Chromium found, and none could be installed. Install one, or name it in CHROMIUM_PATH.',
  );
}

const packager = 'apt-get';

/** A browser without its system libraries is there and does not start. */
function starts({ path }: Found): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
