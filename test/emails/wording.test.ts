import { describe, expect, test } from 'vitest';
import { momentInWords, senderLine, splitAtNames } from '../../emails/wording.js';

describe('who sends a letter from where', () => {
  const publication = 'Weekly AI Tool Verdicts';
  test.each([
    [
      '1 Example Street\n12345 Example Town\n',
      'Weekly AI Tool Verdicts, 1 Example Street, 12345 Example Town',
    ],
    ['Weekly AI Tool Verdicts, 1 Example Street', 'Weekly AI Tool Verdicts, 1 Example Street'],
    ['WEEKLY AI TOOL VERDICTS\n1 Example Street', 'WEEKLY AI TOOL VERDICTS, 1 Example Street'],
    [
      'Weekly AI Tool Verdictships, Pier 1',
      'Weekly AI Tool Verdicts, Weekly AI Tool Verdictships, Pier 1',
    ],
    ['', 'Weekly AI Tool Verdicts'],
  ])('%j is said once, with the publication before it', (postalAddress, line) => {
    expect(senderLine({ publication, postalAddress })).toBe(line);
  });
});

test('a moment is said in words, in a time zone that is named', () => {
  const moment = new Date('2026-11-24T09:00:00.000Z');
  expect(momentInWords(moment, 'UTC')).toBe('Tuesday 24 November 2026, 09:00 UTC');
  expect(momentInWords(moment, 'Europe/Berlin')).toBe('Tuesday 24 November 2026, 10:00 CET');
});

describe('a sentence on tools', () => {
  const tools = ['עוזר', 'עוזר (v2)', 'Plain'].map((name) => ({ name }));

  test('is split at the names that are read from right to left, the longest first', () => {
    expect(splitAtNames('Plain ahead of עוזר (v2), 100% to 75%; עוזר is paid.', tools)).toEqual([
      'Plain ahead of ',
      'עוזר (v2)',
      ', 100% to 75%; ',
      'עוזר',
      ' is paid.',
    ]);
  });

  test('stays whole without such a name', () => {
    expect(splitAtNames('Plain is paid.', [{ name: 'Plain' }])).toEqual(['Plain is paid.']);
  });
});
