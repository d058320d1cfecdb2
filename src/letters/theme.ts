// What the site shares with the letters: only letters/ may import emails/.
export type { Palette, TypeStep } from '../../emails/theme.js';
export { dark, fontStack, light, space, type } from '../../emails/theme.js';
