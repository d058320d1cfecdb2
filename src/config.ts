import { domainToASCII } from 'node:url';
import type { z } from 'zod';
import { readEnvFile } from './env-file.js';
import { VerdictsError } from './errors.js';
import { type Named, problemsAmong, Settings } from './settings.js';

/** Where messages go: to Resend's API, or to the built-in sandbox. */
export type Door = { to: 'sandbox' } | { to: 'resend'; apiKey: string; baseUrl: string };

/** The settings as the parts take them. */
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
  const { environment, file, unreadable } = settingsSources();
  if (unreadable) throw unreadable;
  return readConfig({ ...file, ...environment });
}

/** Where settings are looked for: the environment, and then the `.env` file, which may not be there. */
export interface SettingsSources {
  environment: Named;
  file: Named;
  /** Why the file could not be read. */
  unreadable?: VerdictsError;
}

/** The sources of this process's settings. */
export function settingsSources(): SettingsSources {
  const environment = process.env;
  try {
    return { environment, file: readEnvFile('.env') };
  } catch (error) {
    if (!(error instanceof VerdictsError)) throw error;
    return { environment, file: {}, unreadable: error };
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
export function describeSettings({
  environment,
  file,
  unreadable,
}: SettingsSources): DescribedSettings {
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
    problems: [
      ...(unreadable ? [`${unreadable.message} ${unreadable.remedy.replace(/\.$/, '')}`] : []),
      ...(parsed.success ? problemsAmong(usable, all) : problemsIn(parsed.error)),
    ],
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

function problemsIn(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
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
