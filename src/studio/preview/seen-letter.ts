import type { App } from '../../app.js';
import { VerdictsError } from '../../errors.js';
import {
  remarksOn,
  type ViewedLetter,
  type Viewer,
  viewSource,
  viewValues,
  viewWeek,
  type WeekView,
} from '../../jobs/viewing.js';
import { previewTextOf } from '../../letters/inbox-rows.js';
import type { Letter } from '../../letters/letter.js';
import { compileLetter, fill } from '../../letters/slots.js';
import type { Renderer } from '../renderer.js';

/** A letter as one reader would see it. */
export interface SeenLetter extends Letter {
  /** What mail lists show of it beside the subject. */
  preview: string;
  /** Its bytes as they are, without what tracking adds. */
  from: string;
  replyTo: string | undefined;
  to: string;
}

export interface Trouble {
  what: string;
  remedy: string;
}

/** What there is to see: the letter, nothing of that week, or why it cannot be made. */
export type Sight =
  | { kind: 'letter'; letter: SeenLetter; remarks: string[] }
  | { kind: 'nothing' }
  | { kind: 'trouble'; trouble: Trouble };

/** The week, or why it cannot be read. */
export async function seeWeek(app: App, week: string): Promise<WeekView | Trouble> {
  try {
    return await viewWeek(app, week);
  } catch (error) {
    return troubleOf(error);
  }
}

/** The letter that this viewer would get of the week, rendered with the templates as they are by now. */
export async function seeLetter(
  { app, renderer }: { app: App; renderer: Pick<Renderer, 'render'> },
  view: WeekView | Trouble,
  kind: ViewedLetter,
  viewer: Viewer,
): Promise<Sight> {
  if ('what' in view) return { kind: 'trouble', trouble: view };
  try {
    const source = await viewSource(app, view, kind, viewer);
    if (!source) return { kind: 'nothing' };
    const letter = source.kind === 'frozen' ? source.letter : await renderer.render(source);
    const { subject, html, text } = compileLetter(letter);
    const values = viewValues(viewer);
    const filled = {
      subject: fill(subject, values),
      html: fill(html, values),
      text: fill(text, values),
    };
    const { from, replyTo } = view.state === 'mailed' ? view.mailing : app.config;
    const preview = previewTextOf(filled.html);
    const ops = app.config.opsAddresses.join(', ') || 'ops@example.com';
    const to = kind === 'notice' ? ops : viewer.email;
    return {
      kind: 'letter',
      letter: { ...filled, preview, from, replyTo, to },
      remarks: remarksOn(kind, viewer, view, app.clock.now()),
    };
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) };
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof VerdictsError)) throw error;
  return { what: error.message, remedy: error.remedy };
}
