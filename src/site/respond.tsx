/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Document } from './views/document.js';
import type { Frame } from './views/frame.js';

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page as the answer to a request. */
export async function show(
  context: Context,
  page: Page,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return context.html(await htmlOf(page), status);
}

/** A page as a whole document. */
export async function htmlOf(page: Page): Promise<string> {
  return `<!DOCTYPE html>${await page}`;
}

interface Message {
  title: string;
  /** What there is to say, a paragraph each. */
  words: readonly string[];
  children?: Child;
}

/** A page that says one thing and, it may be, asks for one. Never indexed. */
function MessagePage({ frame, title, words, children }: Message & { frame: Frame }) {
  return (
    <Document frame={frame} title={title}>
      <div class="said">
        <h1 class="title">{title}</h1>
        {words.map((paragraph) => (
          <p key={paragraph} class="lead">
            {paragraph}
          </p>
        ))}
        {children}
      </div>
    </Document>
  );
}

/** A page that says one thing. */
export function say(
  context: Context,
  frame: Frame,
  { status = 200, ...message }: Message & { status?: ContentfulStatusCode },
): Promise<Response> {
  return show(context, <MessagePage frame={frame} {...message} />, status);
}

/** The same for every link that does not work, whatever is wrong with it: 404. */
export function deadLink(context: Context, frame: Frame): Promise<Response> {
  return say(context, frame, {
    status: 404,
    title: 'This link does not work',
    words: [
      'It may be cut off, too old, or used up. Open it again from the letter that it came in; if that does not help, the latest letter has fresh ones.',
    ],
    children: (
      <p class="lead">
        No letter at hand? <a href="/subscribe">Enter your address</a>, and one is sent to you.
      </p>
    ),
  });
}

/** Says that there is no such page: 404. */
export function notFound(context: Context, frame: Frame): Promise<Response> {
  return say(context, frame, {
    status: 404,
    title: 'There is no such page',
    words: ['The address may be misspelt, or the page is gone.'],
    children: (
      <p class="lead">
        <a href="/">The latest edition</a> · <a href="/compare">All comparisons</a>
      </p>
    ),
  });
}
