const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|incl|est|inc|ltd|corp|co|dr|mr|mrs|ms|prof|jr|sr|(?:[a-z]\.)*[a-z])\.$/i;

/**
 * The sentences of a text, in order, with white space made single spaces. An abbreviation does not
 * end one, nor does a full stop inside brackets or inside a quotation.
 */
export function sentencesOf(text: string): string[] {
  const segments = [...segmenter.segment(text.replace(/\s+/g, ' ').trim())].map(
    ({ segment }) => segment,
  );
  const sentences: string[] = [];
  for (let at = 0; at < segments.length; ) {
    const count = lengthOfSentence(segments.slice(at));
    sentences.push(
      segments
        .slice(at, at + count)
        .join('')
        .trim(),
    );
    at += count;
  }
  return sentences;
}

/** A quotation that is longer than this was never closed, or is no sentence. */
const LONGEST = 1000;

/** How many of the first segments make one sentence. */
function lengthOfSentence(segments: readonly string[]): number {
  let sentence = '';
  let whole = 0;
  for (const [at, segment] of segments.entries()) {
    sentence += segment;
    const next = segments[at + 1];
    const goesOn =
      next !== undefined &&
      (ABBREVIATION.test(sentence.trimEnd()) ||
        / \.$/.test(sentence) ||
        /^["'”’]?[a-z]/.test(next));
    if (!goesOn && whole === 0) whole = at + 1;
    if (!goesOn && isBalanced(sentence)) return at + 1;
    if (whole > 0 && sentence.length > LONGEST) return whole;
  }
  return whole || segments.length;
}

/** Whether every bracket and quotation mark that opens is closed. */
function isBalanced(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return (
    count(/\(/g) === count(/\)/g) &&
    count(/“/g) === count(/”/g) &&
    count(/"/g) % 2 === 0 &&
    count(/(?<=^|[\s(—–])['‘](?=\S)/g) <= count(/(?<=\S)['’](?=$|[\s.,;:!?)—–])/g)
  );
}
