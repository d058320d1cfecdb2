import type { Library } from '../content/library.js';
import { type Pick, pickedSlugs } from '../editions/pick.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { counted, type Diagnosis, error, failure, ok, warning } from './diagnosis.js';

/** How much content there is, or each file of it that is broken. */
export async function checkContent(library: () => Promise<Library>): Promise<Diagnosis[]> {
  try {
    return described(await library());
  } catch (thrown) {
    if (!(thrown instanceof VerdictsError)) return [failure('content', thrown)];
    const [first = '', ...files] = thrown.message.split('\n');
    const { remedy } = thrown;
    if (files.length === 0) return [error('content', first, remedy)];
    return files.map((file) => error('content', `${file}.`, remedy));
  }
}

function described({ tools, comparisons }: Library): Diagnosis[] {
  if (comparisons.size === 0) {
    const remedy = '`verdicts import page.txt` brings a comparison page in.';
    return [warning('content', 'There are no comparisons to pick from.', remedy)];
  }
  const newest = newestPublication(comparisons);
  return [
    ok(
      'content',
      `${counted(tools.size, 'tool')} and ${counted(comparisons.size, 'comparison')}, the newest published ${newest?.toISOString()}.`,
    ),
  ];
}

/** Whether there would be a letter in that week, the next one to be mailed, on what there is today. Pure. */
export function checkPick(week: Week, pick: Pick): Diagnosis[] {
  if (pickedSlugs(pick).length > 0) return [];
  const remedy =
    '`verdicts import page.txt` brings comparisons in; `verdicts pick` says why none of those there is picked.';
  return [
    warning('content', `There is nothing to pick for ${week}: nobody would be mailed.`, remedy),
  ];
}

/** When the newest comparison was published; undefined when there is none. */
export function newestPublication(comparisons: Library['comparisons']): Date | undefined {
  const times = [...comparisons.values()].map(({ publishedAt }) => Date.parse(publishedAt));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}
