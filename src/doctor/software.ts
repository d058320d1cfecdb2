import { type Diagnosis, error, ok } from './diagnosis.js';

/** The oldest Node that this software runs on, as package.json's `engines` says. */
export const nodeFloor = '20.19.0';

/** Whether the running Node, such as `20.19.4`, is new enough. */
export function checkNode(version: string): Diagnosis[] {
  if (isBelow(version, nodeFloor)) {
    return [
      error(
        'software',
        `Node ${version} is too old.`,
        `Install Node ${nodeFloor} or newer, and run \`npm ci\` again.`,
      ),
    ];
  }
  return [ok('software', `Node ${version}; ${nodeFloor} or newer is needed.`)];
}

function isBelow(version: string, floor: string): boolean {
  const [ours, needed] = [version, floor].map((text) => text.split('.').map(Number.parseFloat));
  for (const [index, least] of (needed ?? []).entries()) {
    const part = ours?.[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
