/** RFC 5322, 2.1.1 asks for at most 78 characters a line; two are left for a reply's `> `. */
export const columns = 76;

/** Chinese, Japanese and what of South-East Asia puts no blanks between words, with their punctuation. */
const unspaced =
  '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmr}\\p{scx=Mymr}\\u{ff01}-\\u{ff65}]';

/** A place between two such characters where a line may end, if a word does: marks stay beside theirs. */
const gap = new RegExp(
  `(?<=${unspaced})(?<![\\p{Ps}\\p{Pi}])(?=${unspaced})(?![\\p{Pe}\\p{Pf}\\p{Po}])`,
  'uy',
);

const pair = new RegExp(`${unspaced}{2}`, 'u');

/** The blanks that a line's end leaves between two such words. */
const blanksBetween = new RegExp(`(?<=${unspaced})\\s+(?=${unspaced})`, 'gu');

/** Letters that take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;

/**
 * The text in lines of at most 76 columns, broken between words but at no no-break blank, each
 * behind `indent`. A longer word, such as a URL, stays whole.
 */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[^\S\u00a0\u202f]+/)) {
    for (const [index, piece] of piecesOf(word).entries()) {
      const longer = line === '' ? indent + piece : line + (index === 0 ? ' ' : '') + piece;
      if (line === '' || widthOf(longer) <= columns) line = longer;
      else {
        lines.push(line);
        line = indent + piece;
      }
    }
  }
  return [...lines, line].join('\n');
}

/** How many columns a text takes where all letters are of one width. */
export function widthOf(text: string): number {
  return [...text].length + (text.match(wide)?.length ?? 0);
}

/** The text without the blanks between words that need none, which `wrapped` may have put a line's end between. */
export function withoutNeedlessBlanks(text: string): string {
  return text.replace(blanksBetween, '');
}

/** Made when it is first needed: most weeks need none, and it takes a while. */
let segmenter: Intl.Segmenter | undefined;

/** The words of what is written without blanks between them. */
function piecesOf(word: string): string[] {
  if (!pair.test(word)) return [word];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const pieces: string[] = [];
  let start = 0;
  for (const { index } of segmenter.segment(word)) {
    gap.lastIndex = index;
    if (!gap.test(word)) continue;
    pieces.push(word.slice(start, index));
    start = index;
  }
  return [...pieces, word.slice(start)];
}
