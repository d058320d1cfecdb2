/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Document, type Room } from './views/document.js';
import type { Frame } from './views/frame.js';

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

/** A page that says one thing, such as what went wrong and what to do. */
export function say(
  context: Context,
  frame: Frame,
  message: {
    title: string;
    words: readonly string[];
    status?: ContentfulStatusCode;
    room?: Room;
    children?: Child;
  },
): Promise<Response> {
  const { title, words, status = 200, room, children } = message;
  return show(
    context,
    <Document frame={frame} title={title} {...(room && { room })}>
      <div class="card said">
        {words.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {children}
      </div>
    </Document>,
    status,
  );
}

export function notFound(context: Context, frame: Frame, what = 'page'): Promise<Response> {
  return say(context, frame, {
    status: 404,
    title: `There is no such ${what}`,
    words: ['The address may be misspelt, or what it led to is gone. The rooms are beside this.'],
  });
}
