import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../content/json.js';
import { diskError, makeFolder, namesIn, readIfThere, syncFolder, writeDurably } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { Approval } from './approval.js';
import { Edition, sealed } from './edition.js';
import { Plan, planFile } from './plan.js';
import { Week } from './week.js';

/** The editions and plans on disk. Each method throws `VerdictsError` for a damaged file. */
export interface EditionShelf {
  read(week: Week): Promise<Edition | undefined>;
  /**
   * Puts the edition in the place of what was there, durably. The shelf knows of no mailings: the
   * caller makes sure that an edition which has been mailed is never written again.
   */
  write(edition: Edition): Promise<void>;
  /** All editions, the oldest first. What is not named for a week is passed over. */
  list(): Promise<Edition[]>;
  /** The editors' plan for the week; an empty one when they wrote none. */
  readPlan(week: Week): Promise<Plan>;
  /** Puts the plan in the place of what was there, durably; an empty one takes the file away. */
  writePlan(week: Week, plan: Plan): Promise<void>;
  /** The folder of the lock that whoever changes a plan holds. */
  readonly planLockFolder: string;
  /** What editors approved for the week, if they did. */
  readApproval(week: Week): Promise<Approval | undefined>;
  writeApproval(week: Week, approval: Approval): Promise<void>;
  /** The hash of the draft that editors were last mailed. */
  readAnnounced(week: Week): Promise<string | undefined>;
  writeAnnounced(week: Week, hash: string): Promise<void>;
}

/** The shelf in `dataDir`: `editions/<week>/edition.json` and `plans/<week>.json`. */
export function editionShelf(dataDir: string): EditionShelf {
  const editions = join(dataDir, 'editions');
  const fileOf = (week: Week) => join(editions, week, 'edition.json');

  async function read(week: Week): Promise<Edition | undefined> {
    const file = fileOf(week);
    const edition = await readJson(file, Edition, remakeIt(week));
    if (!edition) return undefined;
    const { hash, ...content } = edition;
    if (edition.week !== week) {
      throw damaged(file, `it is the edition of ${edition.week}`, remakeIt(week));
    }
    if (sealed(content).hash !== hash) {
      throw damaged(file, 'its content and its hash disagree', remakeIt(week));
    }
    return edition;
  }

  return {
    read,

    async write(edition) {
      const file = fileOf(edition.week);
      try {
        makeFolder(join(editions, edition.week));
        await writeDurably(file, `${JSON.stringify(edition, null, 2)}\n`);
        syncFolder(editions);
        syncFolder(dataDir);
      } catch (error) {
        throw diskError(error, file);
      }
    },

    async list() {
      const weeks = (await namesIn(editions)).filter((name) => Week.safeParse(name).success);
      const found = await Promise.all(weeks.sort().map(read));
      return found.filter((edition) => edition !== undefined);
    },

    readApproval(week) {
      const remedy = `Delete the file and run "verdicts approve ${week}" again.`;
      return readJson(join(editions, week, 'approval.json'), Approval, remedy);
    },

    async writeApproval(week, approval) {
      const file = join(editions, week, 'approval.json');
      await writeDurably(file, `${JSON.stringify(approval, null, 2)}\n`);
    },

    async readAnnounced(week) {
      return (await readIfThere(join(editions, week, 'announced')))?.trim();
    },

    async writeAnnounced(week, hash) {
      await writeDurably(join(editions, week, 'announced'), `${hash}\n`);
    },

    async readPlan(week) {
      const remedy = 'Correct the file, or delete it to go on without a plan.';
      return (await readJson(join(dataDir, planFile(week)), Plan, remedy)) ?? Plan.parse({});
    },

    async writePlan(week, plan) {
      const file = join(dataDir, planFile(week));
      const { pin, exclude, ...words } = plan;
      const content = {
        ...(pin.length > 0 && { pin }),
        ...(exclude.length > 0 && { exclude }),
        ...words,
      };
      try {
        makeFolder(dirname(file));
        if (Object.keys(content).length > 0) {
          await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`);
        } else {
          await rm(file, { force: true });
          syncFolder(dirname(file));
        }
        syncFolder(dataDir);
      } catch (error) {
        throw diskError(error, file);
      }
    },

    // Beside the plans, not among them: whoever watches those is not told of it.
    planLockFolder: join(dataDir, 'planning.lock'),
  };
}

function remakeIt(week: Week): string {
  return `Restore the file from a backup; if the edition has not been mailed, delete the file and run "verdicts draft --week ${week}".`;
}

/** Undefined when there is no file. */
async function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  remedy: string,
): Promise<z.output<Schema> | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(jsonOf(file, text, remedy));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) =>
      `${path.length > 0 ? `field ${z.core.toDotPath(path)}: ` : ''}${message}`,
  );
  throw damaged(file, problems.join('; '), remedy);
}

function jsonOf(file: string, text: string, remedy: string): unknown {
  const json = parseJson(text);
  if (json.ok) return json.value;
  throw damaged(file, `line ${json.line}, column ${json.column}: no JSON: ${json.reason}`, remedy);
}

function damaged(file: string, what: string, remedy: string): VerdictsError {
  return new VerdictsError('damaged-file', `${file}: ${what}.`, { remedy });
}
