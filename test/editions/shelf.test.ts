import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withMatchupsMoved } from '../../src/editions/compose.js';
import { type Edition, sealed } from '../../src/editions/edition.js';
import { editionShelf } from '../../src/editions/shelf.js';
import { aLibrary, anEdition } from '../support/editions.js';
import { temporaryFolder } from '../support/folder.js';

const edition = anEdition(
  aLibrary({ one: { left: 'a', right: 'b' }, two: { left: 'c', right: 'd' } }),
);

function inWeek(week: string): Edition {
  const { hash: _, ...content } = edition;
  return sealed({ ...content, week });
}

function shelfWithFile(path: string, text: string) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return editionShelf(folder);
}

describe('the shelf', () => {
  it('gives back what was written, and nothing for a week without an edition', async () => {
    const folder = temporaryFolder();
    const shelf = editionShelf(folder);
    await shelf.write(edition);
    expect(await editionShelf(folder).read('2026-W47')).toEqual(edition);
    expect(await shelf.read('2026-W46')).toBeUndefined();
    expect(readdirSync(join(folder, 'editions', '2026-W47'))).toEqual(['edition.json']);
  });

  it('replaces an edition', async () => {
    const shelf = editionShelf(temporaryFolder());
    await shelf.write(edition);
    await shelf.write(withMatchupsMoved(edition, 1));
    expect(await shelf.read('2026-W47')).toEqual(withMatchupsMoved(edition, 1));
  });

  it('writes the same bytes for the same edition', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    await editionShelf(one).write(edition);
    await editionShelf(other).write((await editionShelf(one).read('2026-W47')) ?? edition);
    const bytes = (folder: string) =>
      readFileSync(join(folder, 'editions', '2026-W47', 'edition.json'), 'utf8');
    expect(bytes(other)).toBe(bytes(one));
  });

  it('lists the editions by week and passes over what is not one', async () => {
    const folder = temporaryFolder();
    const shelf = editionShelf(folder);
    expect(await shelf.list()).toEqual([]);
    for (const week of ['2027-W01', '2026-W47', '2026-W53']) await shelf.write(inWeek(week));
    mkdirSync(join(folder, 'editions', '2027-W53'));
    mkdirSync(join(folder, 'editions', '2026-W48'));
    writeFileSync(join(folder, 'editions', '.DS_Store'), '');
    expect((await shelf.list()).map(({ week }) => week)).toEqual([
      '2026-W47',
      '2026-W53',
      '2027-W01',
    ]);
  });

  it('refuses an edition whose content was changed, with file and remedy', async () => {
    const file = 'editions/2026-W47/edition.json';
    const shelf = shelfWithFile(file, JSON.stringify({ ...edition, intro: 'Changed.' }));
    await expect(shelf.read('2026-W47')).rejects.toMatchObject({
      code: 'damaged-file',
      message: expect.stringMatching(/edition\.json: its content and its hash disagree\.$/),
      remedy: expect.stringContaining('verdicts draft --week 2026-W47'),
    });
    await expect(shelf.list()).rejects.toThrow('its content and its hash disagree');
  });

  it('refuses an edition of another week', async () => {
    const shelf = shelfWithFile('editions/2026-W48/edition.json', JSON.stringify(edition));
    await expect(shelf.read('2026-W48')).rejects.toThrow('it is the edition of 2026-W47');
  });

  it('refuses a broken file with the place', async () => {
    const file = 'editions/2026-W47/edition.json';
    const cut = JSON.stringify(edition).slice(0, -20);
    await expect(shelfWithFile(file, cut).read('2026-W47')).rejects.toThrow('no JSON');
    const strange = JSON.stringify({ ...edition, matchups: [] });
    await expect(shelfWithFile(file, strange).read('2026-W47')).rejects.toThrow(
      /edition\.json: field matchups: /,
    );
  });
});

describe('the plan on the shelf', () => {
  const plan = (text: string) => shelfWithFile('plans/2026-W47.json', text).readPlan('2026-W47');

  it('is empty when there is none', async () => {
    expect(await editionShelf(temporaryFolder()).readPlan('2026-W47')).toEqual({
      pin: [],
      exclude: [],
    });
  });

  it('is written for people to read, and without a file when it says nothing', async () => {
    const folder = temporaryFolder();
    const shelf = editionShelf(folder);
    const plans = join(folder, 'plans');
    await shelf.writePlan('2026-W47', { pin: ['a-vs-b'], exclude: [], subject: 'Ours' });
    expect(readFileSync(join(plans, '2026-W47.json'), 'utf8')).toBe(
      '{\n  "pin": [\n    "a-vs-b"\n  ],\n  "subject": "Ours"\n}\n',
    );
    expect(await shelf.readPlan('2026-W47')).toEqual({
      pin: ['a-vs-b'],
      exclude: [],
      subject: 'Ours',
    });
    await shelf.writePlan('2026-W47', { pin: [], exclude: [] });
    await shelf.writePlan('2026-W48', { pin: [], exclude: [] });
    expect(readdirSync(plans)).toEqual([]);
    expect(await shelf.readPlan('2026-W47')).toEqual({ pin: [], exclude: [] });
  });

  it('is read, with a byte order mark as well', async () => {
    expect(await plan('\ufeff{ "pin": ["a-vs-b"], "subject": "Ours" }')).toEqual({
      pin: ['a-vs-b'],
      exclude: [],
      subject: 'Ours',
    });
  });

  it.each([
    [`{ "subject": "${'x'.repeat(61)}" }`, 'field subject: expected at most 60 characters'],
    ['{ "pin": ["A vs B"] }', 'field pin[0]: expected lower-case letters'],
    ['{ "pins": [] }', 'pins'],
    ['{ "pin": ["a"], "exclude": ["a"] }', 'field exclude[0]: expected a comparison that is not'],
    ['{ "pin": ["a"] "x" }', 'line 1, column'],
  ])('is refused with file and field: %s', async (text, problem) => {
    await expect(plan(text)).rejects.toThrow(problem);
    await expect(plan(text)).rejects.toThrow('plans/2026-W47.json');
  });
});
