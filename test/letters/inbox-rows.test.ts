import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, inboxRows, previewTextOf } from '../../src/letters/inbox-rows.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
const texts = fc.string({ unit: 'grapheme', maxLength: 120 });

describe('a list', () => {
  it('cuts between characters as readers count them, and never shows more than it has room for', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 100 }), (text, room) => {
        const shown = cut(text, room);
        expect(graphemes(shown.text).length).toBeLessThanOrEqual(room);
        expect(shown.cut).toBe(graphemes(text).length > room);
        if (!shown.cut) expect(shown.text).toBe(text);
        else if (room > 0) {
          const kept = shown.text.slice(0, -1);
          expect(
            graphemes(text)
              .slice(0, room - 1)
              .join('')
              .trimEnd(),
          ).toBe(kept);
        }
      }),
    );
  });

  it('keeps a family, a flag and an accent whole', () => {
    expect(cut('👩‍👩‍👧‍👦🇩🇪e\u0301x', 4)).toEqual({ text: '👩‍👩‍👧‍👦🇩🇪e\u0301x', cut: false });
    expect(cut('👩‍👩‍👧‍👦🇩🇪e\u0301xy', 4)).toEqual({ text: '👩‍👩‍👧‍👦🇩🇪e\u0301…', cut: true });
  });

  it('of Gmail on the web gives subject and preheader one line together', () => {
    fc.assert(
      fc.property(texts, texts, (subject, preview) => {
        const row = inboxRows({ subject, preview }).find(({ client }) => client === 'gmail-web');
        const line = row?.preview ? `${row.subject} - ${row.preview}` : row?.subject;
        expect(graphemes(line ?? '').length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('says what it cuts of a long subject and a long preheader', () => {
    const rows = inboxRows({ subject: 's'.repeat(58), preview: 'p'.repeat(90) });
    expect(
      rows.map(({ client, subjectCut, previewCut }) => [client, subjectCut, previewCut]),
    ).toEqual([
      ['gmail-web', false, true],
      ['gmail-phone', true, true],
      ['apple-phone', true, true],
      ['apple-mac', true, false],
      ['outlook', false, true],
    ]);
  });
});

describe('the preview text', () => {
  const page = (body: string) =>
    `<html><head><title>Title</title></head><body>${body}</body></html>`;

  it('is the hidden preheader, up to the blanks that fill it', () => {
    const padding = '\u00a0\u200c'.repeat(40);
    const html = page(`<div style="display:none">Two tools\n tie.${padding}</div><h1>Digest</h1>`);
    expect(previewTextOf(html)).toBe('Two tools tie.');
  });

  it('goes on with the letter’s first words where nothing fills it', () => {
    const html = page('<style>p{}</style><div>Two tools <b>ti</b>e.</div><h1>Digest</h1>');
    expect(previewTextOf(html)).toBe('Two tools tie. Digest');
  });
});
