import { existsSync, readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { diskError } from './disk.js';
import { VerdictsError } from './errors.js';
import {
  addressList,
  optional,
  percent,
  secretList,
  setting,
  wholeNumber,
} from './setting-kinds.js';

/** Every setting by its name in the environment, as `.env.example` lists them. */
const Settings = z.object({
  RESEND_API_KEY: optional(z.string()),
  RESEND_BASE_URL: optional(
    z.url({ protocol: /^https?$/, error: 'expected a URL like https://api.resend.com' }),
  ),
  FROM_ADDRESS: setting(
    z.string().regex(/^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      error: 'expected an address like "Weekly AI Tool Verdicts <verdicts@example.com>"',
    }),
    'Weekly AI Tool Verdicts <verdicts@example.com>',
  ),
  REPLY_TO: optional(
    z.string().regex(/^[^<>@\s]+@[^<>@\s]+$/, 'expected an address like editors@example.com'),
  ),
  PUBLIC_URL: optional(
    z
      .url({ protocol: /^https?$/, error: 'expected a URL like https://verdicts.example.com' })
      .refine((url) => !/[?#]/.test(url), 'expected a URL without ? or #')
      .transform((url) => url.replace(/\/+$/, '')),
  ),
  POSTAL_ADDRESS: setting(
    z.string(),
    'Weekly AI Tool Verdicts, 1 Example Street, 12345 Example Town',
  ),
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
  SCHEDULE: setting(z.string(), '0 9 * * 2'),
  TIME_ZONE: setting(z.string(), 'UTC'),
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

/** Where messages go: to Resend's API, or to the built-in sandbox. */
export type Door = { to: 'sandbox' } | { to: 'resend'; apiKey: string; baseUrl: string };

export interface Config {
  door: Door;
  publication: string;
  from: string;
  replyTo: string | undefined;
  /** Without a trailing slash. */
  publicUrl: string;
  postalAddress: string;
  /** Absent in the sandbox unless set: a secret is then made once and kept. */
  signingSecret: string | undefined;
  /** Those that signed before: their links go on working. */
  previousSigningSecrets: string[];
  /** What Resend signs its webhooks with. Absent in the sandbox unless set: one is then made and kept. */
  webhookSecret: string | undefined;
  /** Five cron fields, once a week. */
  schedule: string;
  timeZone: string;
  graceHours: number;
  /** Who is told when a mailing fails, pauses or is skipped. Normalised. */
  opsAddresses: string[];
  /** Who approves an edition. Normalised. */
  editorAddresses: string[];
  /** Whether an edition is sent only once editors have approved its content. */
  approval: 'automatic' | 'required';
  /** How long before the due time the edition to approve is drafted. */
  draftAheadHours: number;
  /** Shares of the readers answered, in percent, over which a mailing pauses by itself. */
  thresholds: { refused: number; bounced: number; complained: number };
  /** From how many votes on readers' share of ships is shown. */
  communityQuorum: number;
  maxComparisons: number;
  maxAgeDays: number | undefined;
  requestTimeoutSeconds: number;
  /** Where the site is served; 0 stands for any free port. */
  port: number;
  /** Where this machine finds the metrics; 0 for nowhere. */
  metricsPort: number;
  /** Where the studio listens, 0 for any free port; elsewhere than on this machine only with a password. */
  studio: { port: number; host: string; password: string | undefined };
  /** How many proxies of ours stand before the site. */
  proxyHops: number;
  /** How many sign-ups one client may send an hour; without the proof of work a third of it. */
  signUpsPerHour: number;
  /** How many addresses one client may have waiting to be confirmed. */
  pendingPerClient: number;
  dataDir: string;
  subscribersDir: string;
}

/** The settings of this process: its environment, over a `.env` file in the working folder. Throws `VerdictsError`. */
export function loadConfig(): Config {
  // React's development build is twice as slow, and it is what loads when nobody says otherwise.
  process.env.NODE_ENV ??= 'production';
  const { environment, file } = settingsSources();
  return readConfig({ ...file, ...environment });
}

/** Values by the names of settings. */
type Named = Record<string, string | undefined>;

/** Where settings are looked for: the environment, and then the `.env` file, which may not be there. */
export interface SettingsSources {
  environment: Named;
  file: Named;
}

/** The sources of this process's settings. Throws a `VerdictsError` when `.env` cannot be read. */
export function settingsSources(): SettingsSources {
  return { environment: process.env, file: existsSync('.env') ? readEnvFile('.env') : {} };
}

function readEnvFile(path: string): Named {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    throw diskError(error, path);
  }
}

/** Checks all settings and names everything that is wrong or missing at once. Throws `VerdictsError`. */
export function readConfig(environment: Named): Config {
  const parsed = Settings.safeParse(environment);
  if (!parsed.success) throw refusal(problemsIn(parsed.error));
  const problems = problemsAmong(parsed.data, environment);
  if (problems.length > 0) throw refusal(problems);
  return configOf(parsed.data);
}

/** One setting as an operator may see it. */
interface SettingDescription {
  name: string;
  /** Secrets are masked, addresses of people counted. Null when it is not set and has no default. */
  value: string | null;
  from: 'environment' | '.env' | 'default';
}

/** All that can be said of the settings, whether they are right or not. */
export interface DescribedSettings {
  settings: SettingDescription[];
  /** What is wrong or missing, each as a sentence without its full stop. */
  problems: string[];
  /** Names in `.env` that are no setting's. */
  unknown: string[];
  /** What the right settings say; a wrong one has its default. */
  config: Config;
}

/** Each setting with where it came from, and all that is wrong. Pure; never throws for a wrong setting. */
export function describeSettings({ environment, file }: SettingsSources): DescribedSettings {
  const all: Named = { ...file, ...environment };
  const names = Object.keys(Settings.shape);
  const parsed = Settings.safeParse(all);
  const wrong = parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]);
  const right = Object.fromEntries(Object.entries(all).filter(([name]) => !wrong.includes(name)));
  const usable = Settings.parse(right);
  const defaults = new Map(
    Object.entries(Settings.parse({})).flatMap(([name, value]) =>
      value === undefined || String(value) === '' ? [] : [[name, String(value)]],
    ),
  );
  return {
    settings: names.map((name) => {
      const given = all[name]?.trim();
      if (!given) return { name, value: defaults.get(name) ?? null, from: 'default' };
      return {
        name,
        value: shown(name, given),
        from: name in environment ? 'environment' : '.env',
      };
    }),
    problems: parsed.success ? problemsAmong(usable, all) : problemsIn(parsed.error),
    unknown: Object.keys(file).filter((name) => !names.includes(name)),
    config: configOf(usable),
  };
}

const secrets = [
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SIGNING_SECRET',
  'SIGNING_SECRET_PREVIOUS',
  'STUDIO_PASSWORD',
];
const people = ['OPS_ADDRESS', 'EDITORS'];

/** The value as it may be printed. A key that was put in another setting's place is masked as well. */
function shown(name: string, value: string): string {
  if (secrets.includes(name)) return `•••••• (${value.length} characters)`;
  if (people.includes(name)) {
    const count = value.split(',').filter((part) => part.trim()).length;
    return count === 1 ? '1 address' : `${count} addresses`;
  }
  return value.replace(/:\/\/[^/@]*@/, '://••••••@').replace(/\b(?:re|whsec)_\w{8,}/g, '••••••');
}

function configOf(settings: Settings): Config {
  return {
    door: settings.RESEND_API_KEY
      ? {
          to: 'resend',
          apiKey: settings.RESEND_API_KEY,
          baseUrl: (settings.RESEND_BASE_URL ?? 'https://api.resend.com').replace(/\/+$/, ''),
        }
      : { to: 'sandbox' },
    publication: 'Weekly AI Tool Verdicts',
    from: settings.FROM_ADDRESS,
    replyTo: settings.REPLY_TO,
    publicUrl: settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`,
    postalAddress: settings.POSTAL_ADDRESS,
    signingSecret: settings.SIGNING_SECRET,
    previousSigningSecrets: settings.SIGNING_SECRET_PREVIOUS,
    webhookSecret: settings.RESEND_WEBHOOK_SECRET,
    schedule: settings.SCHEDULE,
    timeZone: settings.TIME_ZONE,
    graceHours: settings.GRACE_HOURS,
    opsAddresses: settings.OPS_ADDRESS,
    editorAddresses: settings.EDITORS,
    approval: settings.APPROVAL,
    draftAheadHours: settings.DRAFT_AHEAD_HOURS,
    thresholds: {
      refused: settings.PAUSE_REFUSED_PERCENT,
      bounced: settings.PAUSE_BOUNCED_PERCENT,
      complained: settings.PAUSE_COMPLAINED_PERCENT,
    },
    communityQuorum: settings.COMMUNITY_QUORUM,
    maxComparisons: settings.MAX_COMPARISONS,
    maxAgeDays: settings.MAX_AGE_DAYS,
    requestTimeoutSeconds: settings.REQUEST_TIMEOUT_SECONDS,
    port: settings.PORT,
    metricsPort: settings.METRICS_PORT,
    studio: {
      port: settings.STUDIO_PORT,
      host: settings.STUDIO_HOST,
      password: settings.STUDIO_PASSWORD,
    },
    proxyHops: settings.TRUST_PROXY,
    signUpsPerHour: settings.SIGN_UPS_PER_HOUR,
    pendingPerClient: settings.PENDING_PER_CLIENT,
    dataDir: settings.DATA_DIR,
    subscribersDir: settings.SUBSCRIBERS_DIR,
  };
}

/** The identifier of the mailing list (RFC 2919), under the sender's own domain. */
export function listIdOf({ publication, from }: Pick<Config, 'publication' | 'from'>): string {
  const label = publication.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${publication} <${label}.${domainOf(from)}>`;
}

/** The domain that a sender such as `Verdicts <verdicts@example.com>` mails from, in ASCII. */
export function domainOf(from: string): string {
  return domainToASCII(from.slice(from.lastIndexOf('@') + 1).replace(/>$/, ''));
}

type Settings = z.infer<typeof Settings>;

function problemsIn(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** What is wrong with settings that are right one by one. */
function problemsAmong(settings: Settings, environment: Named): string[] {
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

/** Whether the URL leads to this machine itself. */
export function isLoopback(url: string | undefined): boolean {
  if (!url) return false;
  return isLoopbackHost(new URL(url).hostname);
}

/** Whether a host, as it stands in a URL or alone, is this machine itself. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || /^\[?::1\]?$/.test(host) || /^127(?:\.\d+){3}$/.test(host);
}

function refusal(problems: string[]): VerdictsError {
  const one = problems.length === 1;
  return new VerdictsError(
    'settings',
    one
      ? `A setting is wrong: ${problems[0]}.`
      : `${problems.length} settings are wrong:\n${problems.map((problem) => `  ${problem}.`).join('\n')}`,
    {
      remedy: 'Set it in the environment or in .env; .env.example says what each setting means.',
      exit: 2,
    },
  );
}
