import type { Edition } from '../editions/edition.js';
import { type LinkLetter, renderLinkLetter } from '../letters/confirm.js';
import type { Letter, Masthead, Variant } from '../letters/letter.js';
import { type Notice, renderNotice } from '../letters/notice.js';
import { renderLetter } from '../letters/render.js';
import { renderWelcome, type Welcome } from '../letters/welcome.js';

/** A letter that the studio wants to see. */
export type LetterRequest = { masthead: Masthead } & (
  | { kind: 'edition'; edition: Edition; variant: Variant }
  | { kind: 'link'; letter: LinkLetter }
  | { kind: 'welcome'; welcome: Welcome }
  | { kind: 'notice'; notice: Notice }
);

/** What the rendering thread answers. */
export type RenderAnswer = { letter: Letter } | { code: string; what: string; remedy: string };

/** Renders with the templates that this thread has loaded. */
export function renderRequested(request: LetterRequest): Promise<Letter> {
  const { masthead } = request;
  switch (request.kind) {
    case 'edition':
      return renderLetter(request.edition, request.variant, masthead);
    case 'link':
      return renderLinkLetter(request.letter, masthead);
    case 'welcome':
      return renderWelcome(request.welcome, masthead);
    case 'notice':
      return renderNotice(request.notice, masthead);
  }
}
