import { against, favour, saysMore, type Weighed, weigh } from './balance.js';
import { isBare, isBareVerdict, isThin, wordsIn } from './bare.js';
import { verdictIn } from './cues.js';
import { type Mention, mentionsBeside } from './mentions.js';
import type { Lens } from './panel.js';
import { CAVEAT, DANGLING, DENIED, ECHO, LISTED } from './quote-cues.js';
import { sentencesOf } from './sentences.js';
import type { Slug } from './slug.js';
import type { Review, Verdict } from './tool.js';

/** A sentence pulled out of a review. */
interface Pull {
  lens: Lens;
  tool: Slug;
  text: string;
}

/** What a matchup quotes: absent where no review speaks for, or none speaks against. */
export interface Quotes {
  for?: Pull;
  against?: Pull;
}

interface Reviewed {
  slug: Slug;
  /** Tells which sentences are on another tool of the matchup. */
  name?: string;
  reviews: readonly Review[];
}

const LONGEST = 240;
/** A sentence that fills a letter by itself is left out, whole as it is. */
const UNQUOTABLE = 1000;
/** Sentences up to this length read well on a card; each further `LENGTH_STEP` costs a point. */
const COMFORTABLE = 140;
const LENGTH_STEP = 25;
const DANGLING_POINTS = 6;
const BARE_POINTS = 12;
/** How many words a bare verdict and what leads to it need to be understood. */
const CONCLUDED = 7;
/** Where a bare "Ship." stands behind what is not, or is missing, that is as likely what it forgives as its reason. */
const FORGIVEN_POINTS = 12;
const SKIP_REVIEW_POINTS = 6;
const OTHER_TOOL_POINTS = 8;
/** More than any sentence has, so that these decide first. */
const EDITOR_POINTS = 100;
const OTHER_LENS_POINTS = 1000;

/**
 * One sentence for a tool and one against, of the tools of one matchup: by different lenses and on
 * different tools where possible. What speaks for is out of a review that says ship; what speaks
 * against is preferably out of one that says skip, and never praise. Where no sentence says which it
 * is, the last of a review that can stand alone speaks as the review does. No sentence on another tool of
 * the matchup alone is quoted: readers would take it to be on this one.
 */
export function quotesFor(tools: readonly Reviewed[]): Quotes {
  const pulls = tools
    .flatMap((tool) => {
      const mentions = mentionsBeside(tool, tools);
      return tool.reviews.flatMap((review) => pullsOf(tool.slug, review, mentions));
    })
    .filter(({ text }) => text.length <= UNQUOTABLE);
  const speaking = (verdict: Verdict) => {
    const telling = pulls.filter((pull) => pull.verdict === verdict);
    return telling.length > 0 ? telling : closings(tools, verdict);
  };
  const speakingFor = speaking('ship');
  const speakingAgainst = speaking('skip');
  const pairs = speakingFor.flatMap((one) =>
    speakingAgainst
      .filter((other) => other.review !== one.review)
      .map((other) => ({ for: one, against: other, points: pairPoints(one, other) })),
  );
  const pair = highest(pairs);
  if (pair) return { for: pullOf(pair.for), against: pullOf(pair.against) };
  const onlyFor = highest(speakingFor);
  const onlyAgainst = onlyFor ? undefined : highest(speakingAgainst);
  return {
    ...(onlyFor && { for: pullOf(onlyFor) }),
    ...(onlyAgainst && { against: pullOf(onlyAgainst) }),
  };
}

interface Telling {
  text: string;
  points: number;
}

/** A sentence that speaks for (`ship`) or against (`skip`) a tool. */
interface Speaking extends Telling {
  verdict: Verdict;
  tool: Slug;
  review: Review;
}

function pullsOf(tool: Slug, review: Review, mentions: (sentence: string) => Mention): Speaking[] {
  const speaking = (verdict: Verdict, telling: Telling | undefined, bonus = 0): Speaking[] =>
    telling ? [{ ...telling, points: telling.points + bonus, verdict, tool, review }] : [];
  if (review.pull !== undefined) {
    const verdict = saysMore(review.pull, 'skip') ? 'skip' : review.verdict;
    return speaking(verdict, { text: review.pull, points: EDITOR_POINTS });
  }
  const sentences = sentencesOf(review.quote);
  const weighed = candidatesOf(sentences).map(weigh);
  // What a review that ships criticises beside another tool is as likely the other's.
  const telling = (verdict: Verdict) =>
    mostTelling(weighed, sentences, verdict, (sentence) =>
      verdict === review.verdict ? mentions(sentence) === 'others' : mentions(sentence) !== 'none',
    );
  if (review.verdict === 'skip') return speaking('skip', telling('skip'), SKIP_REVIEW_POINTS);
  return [...speaking('ship', telling('ship')), ...speaking('skip', telling('skip'))];
}

/** How the reviews with that verdict close, where that says nothing to the contrary. */
function closings(tools: readonly Reviewed[], verdict: Verdict): Speaking[] {
  return tools.flatMap((tool) => {
    const mentions = mentionsBeside(tool, tools);
    return tool.reviews
      .filter((review) => review.verdict === verdict)
      .flatMap((review) => {
        const neutral = neutralIn(review.quote, verdict).filter(
          (text) => mentions(text) !== 'others',
        );
        const text = closingOf(neutral);
        if (text === undefined || text.length > UNQUOTABLE) return [];
        return [{ text, points: -costOf(text), verdict, tool: tool.slug, review }];
      });
  });
}

/** The sentences that say nothing against the verdict. */
function neutralIn(quote: string, verdict: Verdict): string[] {
  return candidatesOf(sentencesOf(quote)).filter(
    (sentence) => !saysMore(sentence, against(verdict)),
  );
}

/** The last that leans on no other and says more than a verdict or a word or two, with a reason if one has. */
function closingOf(sentences: readonly string[]): string | undefined {
  const standing = sentences.filter(
    (sentence) =>
      !DANGLING.test(sentence) &&
      !sentence.endsWith('?') &&
      !isBare(sentence) &&
      !isBareVerdict(sentence),
  );
  return standing.findLast((sentence) => !isThin(sentence)) ?? standing.at(-1);
}

function pairPoints(one: Speaking, other: Speaking): number {
  const lenses = one.review.lens === other.review.lens ? 0 : OTHER_LENS_POINTS;
  const tools = one.tool === other.tool ? 0 : OTHER_TOOL_POINTS;
  return one.points + other.points + lenses + tools;
}

function pullOf({ review, tool, text }: Speaking): Pull {
  return { lens: review.lens, tool, text };
}

/**
 * Of a quote's sentences the one that says most in favour of a verdict, if one says more for it than against
 * it. A bare verdict takes its place only where no other does, and then with its reason.
 */
function mostTelling(
  weighed: readonly Weighed[],
  sentences: readonly string[],
  verdict: Verdict,
  elsewhere: (sentence: string) => boolean,
): Telling | undefined {
  const telling = weighed.filter((each) => favour(each, verdict) > 0 && !elsewhere(each.text));
  const reasons = telling.filter(({ text }) => !isBareVerdict(text));
  const chosen =
    reasons.length > 0
      ? reasons
      : telling
          .flatMap(({ text }) => withReason(text, sentences, verdict, elsewhere) ?? [])
          .map(weigh);
  const forgiven = ({ text }: Weighed) =>
    verdict === 'ship' && (CAVEAT.test(text) || (reasons.length === 0 && forgives(text)))
      ? FORGIVEN_POINTS
      : 0;
  const answering = ({ text }: Weighed) =>
    isQuestion(sentences[sentences.indexOf(text) - 1]) ? DANGLING_POINTS : 0;
  return highest(
    chosen.map((each) => ({
      text: each.text,
      points: favour(each, verdict) - costOf(each.text) - forgiven(each) - answering(each),
    })),
  );
}

/** A bare verdict with what it concludes, or opens with, as far as that says nothing against it. */
function withReason(
  bare: string,
  sentences: readonly string[],
  verdict: Verdict,
  elsewhere: (sentence: string) => boolean,
): string | undefined {
  const at = sentences.lastIndexOf(bare);
  const reasons = at > 0 ? sentences.slice(0, at).reverse() : sentences.slice(1, 2);
  let text = bare;
  for (const [index, reason] of reasons.entries()) {
    const longer = at > 0 ? `${reason} ${text}` : `${text} ${reason}`;
    const isNone = LISTED.test(reason) || elsewhere(reason) || saysMore(reason, against(verdict));
    if (longer.length > LONGEST || isNone) break;
    text = longer;
    const leans = DANGLING.test(text) || ECHO.test(reason) || isQuestion(reasons[index + 1]);
    if (wordsIn(text) >= CONCLUDED && !leans) break;
  }
  return text !== bare && wordsIn(text) >= CONCLUDED ? text : undefined;
}

function isQuestion(sentence: string | undefined): boolean {
  return sentence?.endsWith('?') ?? false;
}

/** "No array formulas yet. It's a ship." */
function forgives(text: string): boolean {
  return sentencesOf(text).some(
    (sentence) => DENIED.test(sentence) && verdictIn(sentence) === null,
  );
}

function candidatesOf(sentences: readonly string[]): string[] {
  const short = sentences.filter(({ length }) => length <= LONGEST);
  if (short.length > 0) return short;
  return sentences.toSorted((a, b) => a.length - b.length).slice(0, 1);
}

function costOf(sentence: string): number {
  const length = Math.max(0, sentence.length - COMFORTABLE) / LENGTH_STEP;
  const bare = isBare(sentence) ? BARE_POINTS : 0;
  return length + bare + (DANGLING.test(sentence) ? DANGLING_POINTS : 0);
}

/** The first of those with the most points. */
function highest<T extends { points: number }>(items: readonly T[]): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best && best.points >= item.points ? best : item),
    undefined,
  );
}
