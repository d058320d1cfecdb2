import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Addressee, batchCount, type Mailing } from '../../src/mailings/mailing.js';
import { mailingShelf } from '../../src/mailings/shelf.js';
import { temporaryFolder } from '../support/folder.js';
import { mailingOf } from '../support/mailings.js';

const week = '2026-W47';

function addresseesOf(count: number): Addressee[] {
  return Array.from({ length: count }, (_, index) => ({
    reader: `reader${String(index).padStart(10, '0')}`,
    email: `reader${index}@bücher${'r'.repeat(index % 40)}.example.com`,
    variant: index % 3,
  }));
}

/** An audience as it is frozen, in a folder of its own. */
function frozen(addressees: Addressee[]) {
  const dataDir = temporaryFolder();
  const shelf = mailingShelf(dataDir);
  const writer = shelf.writeAudience(week);
  for (const addressee of addressees) writer.add(addressee);
  const { readers, sha256 } = writer.finish();
  const mailing: Mailing = {
    ...mailingOf(readers),
    audience: { readers, sha256, withoutTopic: 0, paused: 0 },
  };
  return { shelf, mailing, folder: join(dataDir, 'mailings', week) };
}

describe('an audience', () => {
  it.each([0, 1, 99, 100, 101, 200, 9001])(
    'of %i comes back in batches as it was frozen',
    async (count) => {
      const addressees = addresseesOf(count);
      const { shelf, mailing } = frozen(addressees);
      expect(mailing.audience.readers).toBe(count);
      const audience = await shelf.openAudience(mailing);
      // Not in order: workers take them as they come.
      const numbers = Array.from({ length: batchCount(mailing) }, (_, number) => number).reverse();
      for (const number of numbers) {
        const expected = addressees.slice(number * 100, number * 100 + 100);
        expect(await audience.batch(number)).toEqual(expected);
      }
      expect(await audience.batch(batchCount(mailing))).toEqual([]);
      await audience.close();
    },
  );

  it.each([
    ['a byte', (text: string) => text.replace('reader2@', 'reader7@')],
    ['a line more', (text: string) => `${text}${text.slice(0, text.indexOf('\n') + 1)}`],
    ['a line less', (text: string) => text.slice(text.indexOf('\n') + 1)],
    ['its last line’s end less', (text: string) => text.trimEnd()],
  ])('is refused once it has changed by %s', async (_, change) => {
    const { shelf, mailing, folder } = frozen(addresseesOf(5));
    const path = join(folder, 'audience.jsonl');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    await expect(shelf.openAudience(mailing)).rejects.toThrow('not the one that was frozen');
  });

  it('tells each reader’s place, with the addresses or without', async () => {
    const addressees = addresseesOf(20);
    const { shelf, mailing, folder } = frozen(addressees);
    const places = () =>
      Promise.all(addressees.map(({ reader }) => shelf.placeInAudience(week, reader)));
    const expected = addressees.map(({ variant }, place) => ({ place, variant }));
    expect(await places()).toEqual(expected);
    expect(shelf.hasAddresses(week)).toBe(true);

    await shelf.forgetAddresses(week);
    await shelf.forgetAddresses(week);
    expect(readdirSync(folder)).toEqual(['readers.jsonl']);
    expect(readFileSync(join(folder, 'readers.jsonl'), 'utf8')).not.toContain('@');
    expect(shelf.hasAddresses(week)).toBe(false);
    expect(await places()).toEqual(expected);
    expect(await shelf.placeInAudience(week, 'nobody0000000000')).toBeUndefined();
    const audience = await shelf.openAudience(mailing);
    await expect(audience.batch(0)).rejects.toThrow('the addresses are gone');
    await audience.close();
  });

  it('that was lost is no audience without addresses', async () => {
    const { mailing } = frozen([]);
    const elsewhere = mailingShelf(temporaryFolder());
    await expect(elsewhere.openAudience(mailing)).rejects.toThrow('the audience is not there');
  });
});
