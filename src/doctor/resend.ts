import { z } from 'zod';
import type { Reply } from '../mailings/courier.js';
import { type Diagnosis, error, ok, warning } from './diagnosis.js';

export interface ResendFacts {
  baseUrl: string;
  /** The domain that letters come from, in ASCII. */
  domain: string;
  /** What Resend said when it was asked for the account's domains, and when that answer came. */
  reply: Reply;
  now: Date;
}

const Domains = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });
const Refusal = z.object({
  name: z.string().catch('error'),
  statusCode: z.int().nullable().catch(null),
});

/** Clocks further apart than this make Resend's signatures look too old or too new (Svix: five minutes). */
const drift = 5 * 60_000;

/** Whether Resend can be reached and takes the key, and whether the sender's domain is verified there. Pure. */
export function checkResend(facts: ResendFacts): Diagnosis[] {
  const { reply } = facts;
  const diagnoses = reply.error === null ? accepted(facts) : refused(facts);
  return [...diagnoses, ...skew(facts)];
}

/** Whether Resend says that the domain may send; false also where the key may not ask. */
export function saysVerified({ reply, domain }: Pick<ResendFacts, 'reply' | 'domain'>): boolean {
  const listed = Domains.safeParse(reply.data).data?.data ?? [];
  return listed.some(({ name, status }) => name.toLowerCase() === domain && status === 'verified');
}

function accepted({ baseUrl, domain, reply }: ResendFacts): Diagnosis[] {
  const parsed = Domains.safeParse(reply.data);
  if (!parsed.success) {
    return [
      warning(
        'resend',
        `${shownUrl(baseUrl)} answers, but not as Resend does.`,
        'Check RESEND_BASE_URL, and whether a proxy answers in its place.',
      ),
    ];
  }
  const key = ok('resend', `${shownUrl(baseUrl)} is reached and accepts the key (full access).`);
  const listed = parsed.data.data.find(({ name }) => name.toLowerCase() === domain);
  if (listed?.status === 'verified') {
    return [key, ok('resend', `The domain ${domain} is verified with Resend.`)];
  }
  const what = listed
    ? `The domain ${domain} is not verified with Resend: ${listed.status}.`
    : `The domain ${domain} is not among the domains of this account.`;
  const remedy = 'Add and verify it at https://resend.com/domains, or correct FROM_ADDRESS.';
  // Another server may take mail from domains that it does not list.
  return [key, isResend(baseUrl) ? error('resend', what, remedy) : warning('resend', what, remedy)];
}

function refused({ baseUrl, reply }: ResendFacts): Diagnosis[] {
  const { name, statusCode } = Refusal.catch({ name: 'error', statusCode: null }).parse(
    reply.error,
  );
  const url = shownUrl(baseUrl);
  const said = `${name}${statusCode === null ? '' : `, ${statusCode}`}`;
  if (name === 'restricted_api_key') {
    return [ok('resend', `${url} is reached and accepts the key, which may only send.`)];
  }
  if (statusCode === null) {
    return [
      error(
        'resend',
        `${url} could not be reached.`,
        'Check the network, a proxy or firewall, and RESEND_BASE_URL if it is set.',
      ),
    ];
  }
  if (statusCode === 401 || statusCode === 403) {
    return [
      error(
        'resend',
        `${url} does not accept the key (${said}).`,
        'Make a key at https://resend.com/api-keys and set RESEND_API_KEY to it.',
      ),
    ];
  }
  return [
    warning(
      'resend',
      `${url} is reached, but whether it accepts the key could not be learnt (${said}).`,
      statusCode === 429 ? 'Another process uses the rate limit: try again.' : 'Try again later.',
    ),
  ];
}

function skew({ reply, now }: ResendFacts): Diagnosis[] {
  const theirs = Date.parse(reply.headers.date ?? '');
  const apart = Math.abs(now.getTime() - theirs);
  if (Number.isNaN(theirs) || apart <= drift) return [];
  return [
    warning(
      'resend',
      `This machine's clock and Resend's are ${Math.round(apart / 60_000)} minutes apart.`,
      'Set the clock by a time server: webhooks are refused, and editions come at the wrong time.',
    ),
  ];
}

function isResend(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === 'api.resend.com';
}

/** Without what a URL may hold of names and passwords. */
function shownUrl(baseUrl: string): string {
  return new URL(baseUrl).origin;
}
