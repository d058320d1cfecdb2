// Words that the site shares with the letters: only letters/ may import emails/.
export type { Standing } from '../../emails/wording.js';
export {
  dateInWords,
  dateline,
  disagreementsTitle,
  labelOf,
  momentInWords,
  pairsOf,
  paragraphsOf,
  senderLine,
  share,
  titleOf,
  toolOf,
  voteCount,
} from '../../emails/wording.js';
