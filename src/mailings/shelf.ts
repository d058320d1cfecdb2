import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, namesIn, onDisk, readIfThere, syncFolder, writeDurably } from '../disk.js';
import { Week } from '../editions/week.js';
import { Letter } from '../letters/letter.js';
import {
  AudienceFile,
  type AudiencePlace,
  type AudienceReader,
  type AudienceWriter,
  audienceFile,
  forgetAddresses,
  openAudience,
  placeInAudience,
} from './audience.js';
import { damaged } from './damaged.js';
import { Mailing, mailingId } from './mailing.js';

/** Where the mailings of a data folder are kept, one folder a week. */
export interface MailingShelf {
  /** The frozen mailing of that week, or undefined when it was not frozen to the end. */
  read(week: Week): Promise<Mailing | undefined>;
  /** The weeks that have a frozen mailing, in order. */
  list(): Promise<Week[]>;
  /** The letter that was frozen for this variant of a mailing. */
  readLetter(week: Week, variant: Pick<FrozenVariant, 'id' | 'sha256'>): Promise<Letter>;
  writeLetter(week: Week, variant: string, letter: Letter): Promise<{ sha256: string }>;
  writeAudience(week: Week): AudienceWriter;
  openAudience(mailing: Mailing): Promise<AudienceReader>;
  /** Undefined for who is not in the audience of that week's mailing. */
  placeInAudience(week: Week, reader: string): Promise<AudiencePlace | undefined>;
  /** Whether the audience is still there with its addresses. */
  hasAddresses(week: Week): boolean;
  /**
   * Puts the readers' ids, in the order of the batches, in the place of an audience of which nothing is
   * to be sent any more. A crash leaves the one or both; called again it goes on.
   */
  forgetAddresses(week: Week): Promise<void>;
  /** Written last: from then on the mailing is frozen. */
  write(mailing: Mailing): Promise<void>;
  ledgerPath(week: Week): string;
  /** The folder of the lock that whoever sends holds: one at a time, whatever the week. */
  readonly lockFolder: string;
}

/** The mailings under `dataDir`. Nothing is read or made before it is asked for. */
export function mailingShelf(dataDir: string): MailingShelf {
  const root = join(dataDir, 'mailings');
  const at = (week: Week, ...names: string[]) => join(root, week, ...names);

  return {
    lockFolder: join(root, 'sending.lock'),
    ledgerPath: (week) => at(week, 'ledger.jsonl'),

    async read(week) {
      const path = at(week, 'mailing.json');
      const text = await readIfThere(path);
      if (text === undefined) return undefined;
      const mailing = parse(Mailing, text, path);
      const { id, ...content } = JSON.parse(text);
      if (id !== mailingId(content)) throw damaged(path, 'it is not the mailing that was frozen');
      return mailing;
    },

    async list() {
      const weeks = (await namesIn(root)).filter((name) => Week.safeParse(name).success);
      const frozen = await Promise.all(weeks.map((week) => readIfThere(at(week, 'mailing.json'))));
      return weeks.filter((_, index) => frozen[index] !== undefined).sort();
    },

    async readLetter(week, { id, sha256 }) {
      const path = at(week, 'letters', `${id}.json`);
      const text = await readIfThere(path);
      if (text === undefined) throw damaged(path, 'the letter is not there');
      if (sha256Of(text) !== sha256) throw damaged(path, 'it is not the letter that was frozen');
      return parse(Letter, text, path);
    },

    async writeLetter(week, variant, letter) {
      const folder = at(week, 'letters');
      onDisk(folder, () => makeFolder(folder));
      const json = JSON.stringify(letter);
      await writeDurably(at(week, 'letters', `${variant}.json`), json);
      return { sha256: sha256Of(json) };
    },

    writeAudience(week) {
      return new AudienceFile(at(week), audienceFile);
    },

    openAudience: (mailing) => openAudience(at(mailing.week), mailing),

    placeInAudience: (week, reader) => placeInAudience(at(week), reader),

    hasAddresses: (week) => existsSync(at(week, audienceFile)),

    forgetAddresses: (week) => forgetAddresses(at(week)),

    async write(mailing) {
      await writeDurably(at(mailing.week, 'mailing.json'), `${JSON.stringify(mailing, null, 2)}\n`);
      syncFolder(root);
      syncFolder(dataDir);
    },
  };
}

type FrozenVariant = Mailing['variants'][number];

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  text: string,
  path: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, 'it is not valid JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw damaged(path, 'it is not as this version writes it');
  return parsed.data;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
