import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { secureHeaders } from 'hono/secure-headers';
import { isLoopbackHost } from '../loopback.js';

/**
 * Nothing is loaded from elsewhere, no script or style stands in a page; letters stand in frames of ours. What
 * a route says of itself, as that of a letter does, holds.
 */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  });
}

/**
 * Answers only under names of its own. A page elsewhere can have its own name lead to this machine, and would
 * then be let in as if it were ours (DNS rebinding); an address that is no name cannot be used so.
 */
export function ownHost(
  configured: string,
  refuse: (context: Context) => Promise<Response>,
): MiddlewareHandler {
  return async (context, next) => {
    const host = hostnameOf(context.req.header('host') ?? '');
    const own = isLoopbackHost(configured)
      ? isLoopbackHost(host)
      : isLoopbackHost(host) || host === configured.toLowerCase() || isIP(bare(host)) !== 0;
    return own ? next() : refuse(context);
  };
}

/**
 * Refuses whatever would change something and was not asked for by one of our own pages. Browsers say where
 * each such request comes from.
 */
export function ownPages(refuse: (context: Context) => Promise<Response>): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin');
    const host = context.req.header('host');
    const sameOrigin =
      origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
    const own = site === undefined ? sameOrigin : site === 'same-origin' && (!origin || sameOrigin);
    return own ? next() : refuse(context);
  };
}

/**
 * Asks for the password, by whatever name; without a setting nobody is asked. `onWrong` hears of each that is
 * another one, which is refused when it is done.
 */
export function passwordIfSet(
  password: string | undefined,
  onWrong: () => Promise<void>,
): MiddlewareHandler {
  if (password === undefined) return (_, next) => next();
  return basicAuth({
    realm: 'studio',
    invalidUserMessage:
      'The studio asks for its password, the setting STUDIO_PASSWORD; any name does. Reload the page to be asked again.',
    verifyUser: async (_, given) => {
      if (timingSafeEqual(digestOf(given), digestOf(password))) return true;
      await onWrong();
      return false;
    },
  });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hostnameOf(header: string): string {
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : '';
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
