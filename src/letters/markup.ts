import type { LetterProps } from '../../emails/letter-props.js';
import type { Edition } from '../editions/edition.js';
import type { Format, Masthead } from './letter.js';
import { letterLinks } from './links.js';
import { slot } from './slots.js';

/**
 * The edition as the HTML of a letter, with slot markers in it. Same edition, same bytes. A
 * renderer is loaded when first needed: the digest never waits for MJML.
 */
export async function htmlOf(
  edition: Edition,
  format: Format,
  masthead: Masthead,
): Promise<string> {
  const [{ createElement }, { render }, { default: Template }] = await Promise.all([
    import('react'),
    import('../../emails/parts/render.js'),
    format === 'digest' ? import('../../emails/digest.js') : import('../../emails/brief.js'),
  ]);
  const props: LetterProps = {
    edition,
    masthead,
    links: letterLinks(masthead, edition.week),
    address: slot('address'),
  };
  return finished(await render(createElement(Template, props)));
}

/** Loads what letters are made with, without the templates. */
export async function loadRenderers(): Promise<void> {
  await Promise.all([
    import('react'),
    import('../../emails/parts/render.js'),
    import('../../emails/parts/react-email.js'),
    import('../../emails/parts/mjml.js'),
  ]);
}

/**
 * The rendered HTML as the standard writes it, and without the marks that React leaves between texts. In
 * content every `<`, `>` and `"` is escaped: only tags match.
 */
export function finished(html: string): string {
  return html
    .replaceAll('<!-- -->', '')
    .replaceAll(/ (?:cellPadding|cellSpacing|colSpan)="/g, (name) => name.toLowerCase())
    .replaceAll(/(<(?:meta|br)(?: [^<>]*)?)\/>/g, '$1>');
}
