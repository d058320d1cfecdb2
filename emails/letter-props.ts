import type { Verdict } from '../src/content/tool.js';
import type { Edition } from '../src/editions/edition.js';
import type { Masthead } from '../src/letters/letter.js';

/** Where a letter leads. Some of these hold a slot for the reader's own token. */
export interface LetterLinks {
  /** The edition as a web page. */
  web: string;
  preferences: string;
  unsubscribe: string;
  /** The page of one comparison, by its slug. */
  comparison(slug: string): string;
  /** The page on which the reader confirms a vote on one tool, by the tool's slug. */
  vote(tool: string, choice: Verdict): string;
}

/** What every template is given. */
export interface LetterProps {
  edition: Edition;
  masthead: Masthead;
  links: LetterLinks;
  /** The reader's address, or the slot for it. */
  address: string;
}
