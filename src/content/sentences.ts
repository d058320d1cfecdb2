const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|incl|est|inc|ltd|corp|co|dr|mr|mrs|ms|prof|jr|sr|(?:[a-z]\.)*[a-z])\.$/i;

/** A quotation that is longer than this was never closed, or is no sentence. */
const LONGEST = 1000;

/** The segmenter copies all of its text for each segment: what is longer than a review is given to it piece by piece. */
const PIECES = /.{1,4000}(?:[.!?] |$)|.{1,4000}/gsu;

/** A piece of a text after which a sentence may end. Each is looked at once, for all that it may belong to. */
interface Segment {
  text: string;
  /** Whether the sentence cannot end here. */
  goesOn: boolean;
  opened: Opened;
}

/** How many brackets and quotation marks are opened and not closed; straight ones are counted. */
interface Opened {
  brackets: number;
  quotes: number;
  straight: number;
  single: number;
}

/**
 * The sentences of a text, in order, with white space made single spaces. An abbreviation does not
 * end one, nor does a full stop inside brackets or inside a quotation.
 */
export function sentencesOf(text: string): string[] {
  const segments = segmentsOf(text.replace(/\s+/g, ' ').trim());
  const sentences: string[] = [];
  for (let at = 0; at < segments.length; ) {
    const end = endOfSentence(segments, at);
    const parts = segments.slice(at, end).map((segment) => segment.text);
    sentences.push(parts.join('').trim());
    at = end;
  }
  return sentences;
}

function segmentsOf(text: string): Segment[] {
  const pieces = text.match(PIECES) ?? [];
  const texts = pieces.flatMap((piece) =>
    [...segmenter.segment(piece)].map(({ segment }) => segment),
  );
  return texts.map((own, at) => {
    const next = texts[at + 1];
    const goesOn =
      next !== undefined &&
      (ABBREVIATION.test(own.trimEnd()) ||
        (own.endsWith('.') && `${texts[at - 1] ?? ''}${own}`.endsWith(' .')) ||
        /^["'”’]?[a-z]/.test(next));
    return { text: own, goesOn, opened: openedIn(own) };
  });
}

/** Behind which segment the sentence ends that begins with the one at `start`. */
function endOfSentence(segments: readonly Segment[], start: number): number {
  let opened: Opened = { brackets: 0, quotes: 0, straight: 0, single: 0 };
  let length = 0;
  let whole = 0;
  for (let at = start; at < segments.length; at += 1) {
    const segment = segments[at];
    if (!segment) break;
    opened = sumOf(opened, segment.opened);
    length += segment.text.length;
    if (!segment.goesOn && whole === 0) whole = at + 1;
    if (!segment.goesOn && isBalanced(opened)) return at + 1;
    if (whole > 0 && length > LONGEST) return whole;
  }
  return whole || segments.length;
}

function openedIn(text: string): Opened {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    brackets: count(/\(/g) - count(/\)/g),
    quotes: count(/“/g) - count(/”/g),
    straight: count(/"/g),
    single: count(/(?<=^|[\s(—–])['‘](?=\S)/g) - count(/(?<=\S)['’](?=$|[\s.,;:!?)—–])/g),
  };
}

function sumOf(one: Opened, other: Opened): Opened {
  return {
    brackets: one.brackets + other.brackets,
    quotes: one.quotes + other.quotes,
    straight: one.straight + other.straight,
    single: one.single + other.single,
  };
}

/** Whether every bracket and quotation mark that opens is closed. */
function isBalanced({ brackets, quotes, straight, single }: Opened): boolean {
  return brackets === 0 && quotes === 0 && straight % 2 === 0 && single <= 0;
}
