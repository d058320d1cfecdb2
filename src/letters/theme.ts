// What site and studio share with the letters: only letters/ may import emails/.
import type { Palette } from '../../emails/theme.js';

export type { Palette, TypeStep } from '../../emails/theme.js';
export { dark, fontStack, light, space, type } from '../../emails/theme.js';

/** A palette as the custom properties of a style sheet: `--ink:#10151f;…`. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role}:${colour}`)
    .join(';');
}
