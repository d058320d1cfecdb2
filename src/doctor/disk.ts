import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { type Diagnosis, error, found, inBytes, ok, warning } from './diagnosis.js';

const gigabyte = 1e9;

/** How much room there is on the disks of both folders, and whether what is written to can be. */
export async function checkDisk(
  { dataDir, subscribersDir }: Pick<Config, 'dataDir' | 'subscribersDir'>,
  storeBytes: number,
): Promise<Diagnosis[]> {
  const space = [...new Set([dataDir, subscribersDir])].map((folder) =>
    found('disk', () => [checkSpace(folder, freeBytes(folder), storeBytes)]),
  );
  const places = [
    ...['', 'tools', 'comparisons', 'editions', 'mailings', 'events', 'votes', 'outbox'].map(
      (name) => join(dataDir, name),
    ),
    subscribersDir,
    join(subscribersDir, 'subscribers.journal'),
  ];
  return [...(await Promise.all(space)).flat(), ...checkWritable(places.filter(existsSync))];
}

/** Whether the free bytes are enough: a gigabyte, and ten times what the subscribers take. Pure. */
export function checkSpace(folder: string, free: number, storeBytes: number): Diagnosis {
  const wanted = Math.max(gigabyte, 10 * storeBytes);
  const what = `${inBytes(free)} are free for ${folder}`;
  if (free >= wanted) return ok('disk', `${what}.`);
  return warning(
    'disk',
    `${what}, less than ${inBytes(wanted)}.`,
    'Free some space: a store that is rewritten and the files of a mailing need room for a while.',
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(existing(resolve(folder)));
  return bavail * bsize;
}

/** The folder itself or, before it is made, the one that it will be in. */
function existing(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : existing(dirname(path));
}

function checkWritable(paths: readonly string[]): Diagnosis[] {
  const shut = paths.filter((path) => !isWritable(path));
  if (shut.length === 0) return [ok('disk', 'Everything that is written to can be written to.')];
  return shut.map((path) =>
    error('disk', `${path} cannot be written to.`, 'Give this user the right to write there.'),
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // Why, the system says only in codes that mean the same to an operator.
  }
}
