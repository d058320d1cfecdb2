import type { ViewedLetter } from '../../../jobs/viewing.js';
import type { LookName, Width } from '../address.js';

export const letterName: Record<ViewedLetter, string> = {
  digest: 'Digest',
  brief: 'Brief',
  confirm: 'Confirm',
  welcome: 'Welcome',
};

export const widthName: Record<Width, string> = {
  '375': '375 px',
  '600': '600 px',
  desktop: 'Desktop',
};

export const lookName: Record<LookName, string> = {
  light: 'Light',
  dark: 'Dark',
  'no-images': 'No images',
  'no-styles': 'No styles',
  text: 'Plain text',
  source: 'Source',
};
