import { paths } from '../letters/links.js';

/** How the paths begin that only readers' own links have. */
export const linkPrefixes = [
  paths.confirm(''),
  paths.preferences(''),
  paths.unsubscribe(''),
  '/vote/',
  paths.changeAddress(''),
  paths.newAddress(''),
  paths.download(''),
  paths.erase(''),
];
