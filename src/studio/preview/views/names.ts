import { isOfEdition, type ViewedLetter } from '../../../jobs/viewing.js';
import type { LookName, PreviewAddress, Width } from '../address.js';

/** As the tabs name it. */
export const letterName: Record<ViewedLetter, string> = {
  digest: 'Digest',
  brief: 'Brief',
  confirm: 'Confirm',
  welcome: 'Welcome',
  known: 'Already subscribed',
  'change-address': 'Change of address',
  'new-address': 'New address',
  download: 'Download',
  erase: 'Erase',
  notice: 'Notice to ops',
};

/** What a letter outside the editions is, and who gets it. */
const outside: Record<Exclude<ViewedLetter, 'digest' | 'brief'>, { title: string; to: string }> = {
  confirm: { title: 'The letter to confirm', to: 'Goes to whoever signs up.' },
  welcome: { title: 'The welcome', to: 'Goes to whoever confirms.' },
  known: { title: 'Already subscribed', to: 'Goes to a reader who signs up a second time.' },
  'change-address': {
    title: 'Change of address',
    to: 'Goes to a reader who wants to move to another address.',
  },
  'new-address': { title: 'The new address', to: 'Goes to the address that a reader moves to.' },
  download: { title: 'Download of data', to: 'Goes to a reader who asks for their data.' },
  erase: { title: 'Erasing', to: 'Goes to a reader who asks to be erased.' },
  notice: {
    title: 'A notice to ops',
    to: 'Goes to OPS_ADDRESS; this one, when a mailing pauses. The numbers are made up.',
  },
};

/** What is shown, as a heading. */
export function titleOf({ letter, week }: Pick<PreviewAddress, 'letter' | 'week'>): string {
  return isOfEdition(letter) ? `${letterName[letter]} of ${week}` : outside[letter].title;
}

/** Who gets a letter; undefined for those of an edition, which go to its audience. */
export function goesTo(letter: ViewedLetter): string | undefined {
  return isOfEdition(letter) ? undefined : outside[letter].to;
}

export const widthName: Record<Width, string> = {
  '375': '375 px',
  '600': '600 px',
  desktop: 'Desktop',
};

export const lookName: Record<LookName, string> = {
  light: 'Light',
  dark: 'Dark',
  'no-images': 'No images',
  'no-style-block': 'No <style> (Gmail)',
  'no-styles': 'No styles at all',
  text: 'Plain text',
  source: 'Source',
};
