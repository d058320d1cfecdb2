import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { personalPaths } from '../letters/links.js';

/** What no form of ours comes near, in bytes; webhooks hold whole events. */
const formLimit = 16 * 1024;
const webhookLimit = 1024 * 1024;

/**
 * Headers that every answer carries: nothing is loaded from elsewhere, no script stands in a page, no page
 * stands in another's frame. Over https browsers are told to stay there.
 */
export function securityHeaders(publicUrl: string): MiddlewareHandler {
  const https = publicUrl.startsWith('https:');
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: https ? 'max-age=31536000' : false,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
  });
}

/** What a link opens is its reader's alone: no cache keeps it, no search engine lists it. */
export function privateLinks(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (!isLink(context.req.path)) return;
    context.res.headers.set('cache-control', 'no-store');
    context.res.headers.set('x-robots-tag', 'noindex, nofollow');
  };
}

/**
 * Bodies that are too long for what they are sent to get 413. A declared length is taken at its word, which
 * the server holds senders to: hono's own limit, which counts the others, would make a web request of each.
 */
export function bodyLimits(tooLong: (context: Context) => Promise<Response>): MiddlewareHandler {
  const limitOf = (maxSize: number) => ({
    maxSize,
    counted: bodyLimit({ maxSize, onError: tooLong }),
  });
  const form = limitOf(formLimit);
  const webhook = limitOf(webhookLimit);
  return async (context, next) => {
    const { method, path } = context.req;
    // Nobody reads a body there.
    if (method === 'GET' || method === 'HEAD') return next();
    const { maxSize, counted } = path.startsWith('/webhooks/') ? webhook : form;
    const declared = context.req.header('content-length');
    if (declared === undefined || context.req.header('transfer-encoding') !== undefined) {
      return counted(context, next);
    }
    return Number(declared) > maxSize ? tooLong(context) : next();
  };
}

/**
 * Refuses forms that another site had a visitor's browser send. Links carry their own right, so this
 * guards little more than the sign-up; senders that are no browsers say nothing of where they come from,
 * and pass. A page with `no-referrer` sends the origin `null`, which then `Sec-Fetch-Site` explains.
 */
export function sameOrigin(
  publicUrl: string,
  refuse: (context: Context) => Promise<Response>,
): MiddlewareHandler {
  const own = new URL(publicUrl).host;
  return async (context, next) => {
    if (context.req.method !== 'POST' || context.req.path.startsWith('/webhooks/')) return next();
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin');
    const fromHere =
      site !== undefined
        ? site === 'same-origin' || site === 'none'
        : origin === undefined || origin === 'null' || isOwn(origin, [own, hostOf(context)]);
    return fromHere ? next() : refuse(context);
  };
}

function isLink(path: string): boolean {
  return personalPaths.some((prefix) => path.startsWith(prefix));
}

function isOwn(origin: string, hosts: readonly string[]): boolean {
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}

function hostOf(context: Context): string {
  return context.req.header('host') ?? '';
}
