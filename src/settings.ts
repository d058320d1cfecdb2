import { z } from 'zod';
import { isLoopback, isLoopbackHost } from './loopback.js';
import {
  addressList,
  dueTimes,
  oneAddress,
  optional,
  percent,
  secretList,
  sender,
  setting,
  timeZone,
  wholeNumber,
} from './setting-kinds.js';

/** Every setting by its name in the environment, as `.env.example` lists them. */
export const Settings = z.object({
  RESEND_API_KEY: optional(
    z
      .string()
      .regex(
        /^[\x21-\x7e]+$/,
        'expected the key as Resend shows it: re_ and ASCII letters, digits and _',
      ),
  ),
  RESEND_BASE_URL: optional(
    z.url({ protocol: /^https?$/, error: 'expected a URL like https://api.resend.com' }),
  ),
  FROM_ADDRESS: setting(sender(), 'Weekly AI Tool Verdicts <verdicts@example.com>'),
  REPLY_TO: optional(oneAddress()),
  PUBLIC_URL: optional(
    z
      .url({ protocol: /^https?$/, error: 'expected a URL like https://verdicts.example.com' })
      .refine((url) => !/[?#]/.test(url), 'expected a URL without ? or #')
      .refine(
        (url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '',
        'expected a URL without a user and a password: every reader would see them',
      )
      .transform((url) => url.replace(/\/+$/, '')),
  ),
  POSTAL_ADDRESS: setting(z.string(), '1 Example Street, 12345 Example Town'),
  SIGNING_SECRET: optional(
    z.string().min(32, 'expected at least 32 characters, such as `openssl rand -hex 32` prints'),
  ),
  SIGNING_SECRET_PREVIOUS: secretList(),
  RESEND_WEBHOOK_SECRET: optional(
    z
      .string()
      .regex(
        /^(?:whsec_)?(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
        'expected the signing secret of the webhook as Resend shows it: whsec_ and base64',
      ),
  ),
  SCHEDULE: setting(dueTimes(), '0 9 * * 2'),
  TIME_ZONE: setting(timeZone(), 'UTC'),
  GRACE_HOURS: setting(wholeNumber(0, 168), '24'),
  OPS_ADDRESS: addressList(),
  EDITORS: addressList(),
  APPROVAL: setting(
    z.enum(['automatic', 'required'], { error: 'expected automatic or required' }),
    'automatic',
  ),
  DRAFT_AHEAD_HOURS: setting(wholeNumber(1, 167), '24'),
  PAUSE_REFUSED_PERCENT: setting(percent(), '5'),
  PAUSE_BOUNCED_PERCENT: setting(percent(), '2'),
  PAUSE_COMPLAINED_PERCENT: setting(percent(), '0.1'),
  MAX_COMPARISONS: setting(wholeNumber(1, 20), '5'),
  COMMUNITY_QUORUM: setting(wholeNumber(1, 100_000), '5'),
  MAX_AGE_DAYS: optional(wholeNumber(1, 3650)),
  REQUEST_TIMEOUT_SECONDS: setting(wholeNumber(1, 600), '30'),
  PORT: setting(wholeNumber(0, 65_535), '3000'),
  METRICS_PORT: setting(wholeNumber(0, 65_535), '9464'),
  STUDIO_PORT: setting(wholeNumber(0, 65_535), '4000'),
  STUDIO_HOST: setting(z.string(), '127.0.0.1'),
  STUDIO_PASSWORD: optional(z.string().min(12, 'expected at least 12 characters')),
  TRUST_PROXY: setting(wholeNumber(0, 10), '0'),
  SIGN_UPS_PER_HOUR: setting(wholeNumber(1, 100_000), '60'),
  PENDING_PER_CLIENT: setting(wholeNumber(1, 10_000), '20'),
  DATA_DIR: setting(z.string(), 'data'),
  SUBSCRIBERS_DIR: setting(z.string(), 'subscribers'),
});
export type Settings = z.infer<typeof Settings>;

/** Values by the names of settings. */
export type Named = Record<string, string | undefined>;

/** What is wrong with settings that are right one by one. */
export function problemsAmong(settings: Settings, environment: Named): string[] {
  return [
    ...problemsOfDoor(settings),
    ...problemsOfStudio(settings),
    ...missingForReal(settings, environment),
  ];
}

function problemsOfDoor({ RESEND_API_KEY, RESEND_BASE_URL }: Settings): string[] {
  if (RESEND_BASE_URL && !RESEND_API_KEY) {
    return [
      'RESEND_BASE_URL is set, but RESEND_API_KEY is not: expected both, or neither for the sandbox',
    ];
  }
  return [];
}

function problemsOfStudio({ STUDIO_HOST, STUDIO_PASSWORD }: Settings): string[] {
  if (STUDIO_PASSWORD || isLoopbackHost(STUDIO_HOST)) return [];
  return [
    `STUDIO_HOST: ${STUDIO_HOST} can be reached by others, so expected a STUDIO_PASSWORD as well`,
  ];
}

/** Real readers must get real links, a real sender and a real postal address. */
function missingForReal(settings: Settings, environment: Named): string[] {
  if (!settings.RESEND_API_KEY) return [];
  const needed = {
    FROM_ADDRESS: 'the sender, at a domain that is verified with Resend',
    PUBLIC_URL: 'the https address under which readers reach this site',
    POSTAL_ADDRESS: 'the postal address that every newsletter must carry',
    SIGNING_SECRET: 'the secret that signs readers’ links, such as `openssl rand -hex 32` prints',
  };
  const missing = Object.entries(needed)
    .filter(([name]) => !environment[name]?.trim())
    .map(([name, meaning]) => `${name} is missing: expected ${meaning}`);
  const plainHttp = settings.PUBLIC_URL?.startsWith('http:');
  if (plainHttp && !isLoopback(settings.RESEND_BASE_URL)) {
    missing.push(
      'PUBLIC_URL: expected an https:// address, because readers’ links carry their rights',
    );
  }
  return missing;
}
