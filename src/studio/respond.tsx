/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Document, type Room } from './views/document.js';
import type { Frame } from './views/frame.js';
import { Notice, Words } from './views/pieces.js';

export type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole page as the answer to a request. */
export async function show(
  context: Context,
  page: Page,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return context.html(`<!DOCTYPE html>${await page}`, status);
}

/** A piece of a page, for a request that htmx made to replace one. */
export async function piece(
  context: Context,
  page: Page,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return context.html(await page, status);
}

/**
 * A page that says one thing, such as what went wrong and what to do. Where htmx asked for a piece, the page that is
 * open keeps what it shows, and says it above that until a request succeeds.
 */
export function say(
  context: Context,
  frame: Frame,
  message: {
    title: string;
    words: readonly string[];
    status?: ContentfulStatusCode;
    room?: Room;
    /** Whether a change of the content may mend it: then it is asked for again. */
    mendable?: boolean;
    children?: Child;
  },
): Promise<Response> {
  const { title, words, status = 200, room, mendable = false, children } = message;
  if (context.req.header('hx-request') === 'true') {
    context.header('hx-retarget', '#broken');
    context.header('hx-reswap', 'innerHTML');
    context.header('hx-reselect', 'unset');
    context.header('hx-push-url', 'false');
    const notice = (
      <Notice tone="bad">
        {!mendable && `${title}. `}
        <Words>{words.join(' ')}</Words>
      </Notice>
    );
    return piece(context, notice, status);
  }
  return show(
    context,
    <Document frame={frame} title={title} {...(room && { room })}>
      <div class="card said" data-mendable={mendable || undefined}>
        {words.map((paragraph) => (
          <p key={paragraph}>
            <Words>{paragraph}</Words>
          </p>
        ))}
        {children}
      </div>
    </Document>,
    status,
  );
}

/** Says that there is no such page, or whatever else was looked for: 404. */
export function notFound(context: Context, frame: Frame, what = 'page'): Promise<Response> {
  return say(context, frame, {
    status: 404,
    title: `There is no such ${what}`,
    words: ['The address may be misspelt, or what it led to is gone. The rooms are beside this.'],
  });
}
