import type { LetterLinks } from '../../emails/letter-props.js';
import type { Masthead } from './letter.js';
import { slot } from './slots.js';

/**
 * The paths that letters lead to, so that site and letters agree: every one of them stands behind
 * `publicUrl`. A token is a signed one, as it stands in a path.
 */
export const paths = {
  edition: (week: string) => `/editions/${week}`,
  comparison: (slug: string) => `/compare/${slug}`,
  confirm: (token: string) => `/confirm/${token}`,
  preferences: (token: string) => `/preferences/${token}`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  vote: (token: string, tool: string, choice: 'ship' | 'skip') =>
    `/vote/${token}?tool=${tool}&choice=${choice}`,
  changeAddress: (token: string) => `/change-address/${token}`,
  newAddress: (token: string) => `/new-address/${token}`,
  download: (token: string) => `/download/${token}`,
  erase: (token: string) => `/erase/${token}`,
};

/** How the paths begin behind which a reader's own token stands. */
export const personalPaths: readonly string[] = [
  paths.confirm(''),
  paths.preferences(''),
  paths.unsubscribe(''),
  '/vote/',
  paths.changeAddress(''),
  paths.newAddress(''),
  paths.download(''),
  paths.erase(''),
];

/** The links of a letter of that week, with slots where a reader's own token belongs. */
export function letterLinks({ publicUrl }: Masthead, week: string): LetterLinks {
  return {
    web: publicUrl + paths.edition(week),
    preferences: publicUrl + paths.preferences(slot('preferences')),
    unsubscribe: publicUrl + paths.unsubscribe(slot('unsubscribe')),
    comparison: (slug) => publicUrl + paths.comparison(slug),
    vote: (tool, choice) => publicUrl + paths.vote(slot('vote'), tool, choice),
  };
}
