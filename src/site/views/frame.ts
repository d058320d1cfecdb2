import type { Masthead } from '../../letters/letter.js';

/** What every page is framed with. */
export interface Frame {
  masthead: Masthead;
  /** The paths of what pages load. */
  assets: { stylesheet: string; signUpScript: string; icon: string };
}
