import { type App, createApp } from '../app.js';
import type { Clock } from '../clock.js';
import { describeSettings, domainOf, type SettingsSources } from '../config.js';
import { VerdictsError } from '../errors.js';
import { pickFor, weekToEdit } from '../jobs/drafting.js';
import { sizeOfStore, statStore } from '../subscribers/store-files.js';
import { checkClock } from './clock.js';
import { checkContent, checkPick, newestPublication } from './content.js';
import { type Diagnosis, found, ok, warning } from './diagnosis.js';
import { checkDisk } from './disk.js';
import { type Dns, lookUpDomain } from './dns.js';
import { checkFromDomain, isReserved } from './from-domain.js';
import { checkLocks, findHolders } from './locks.js';
import { checkMailings } from './mailings.js';
import { checkResend, saysVerified } from './resend.js';
import { checkSettings } from './settings.js';
import { checkNode } from './software.js';
import { checkSubscribers } from './subscribers.js';

/** What doctor examines from. */
export interface Patient {
  sources: SettingsSources;
  clock: Clock;
  dns: Dns;
  /** Of the running Node, such as `20.19.4`. */
  nodeVersion: string;
}

/**
 * Looks at everything that the weekly job stands on, and changes nothing. Whatever is wrong, settings
 * included, is a diagnosis; the other checks are made all the same.
 */
export async function examine({ sources, clock, dns, nodeVersion }: Patient): Promise<Diagnosis[]> {
  const described = describeSettings(sources);
  const app = createApp(described.config, clock);
  const wrong = described.problems.length > 0;
  const unscheduled = described.problems.some((each) => /^(?:SCHEDULE|TIME_ZONE):/.test(each));
  const { subscribersDir } = app.config;
  return [
    ...checkNode(nodeVersion),
    ...checkSettings(described),
    ...(await found('content', () => checkContent(app.library))),
    ...(await found('subscribers', () =>
      checkSubscribers(statStore(subscribersDir), app.subscribers, app.config.door.to),
    )),
    ...(await checkMailings(app)),
    ...(await found('locks', () => checkLocks(findHolders(app)))),
    ...(unscheduled ? [] : await found('content', () => pickDiagnoses(app))),
    ...(unscheduled ? [] : await found('clock', () => clockDiagnoses(app))),
    ...(await found('disk', () => checkDisk(app.config, sizeOfStore(subscribersDir)))),
    ...(await (wrong ? notAsked() : outside(app, dns))),
  ];
}

async function pickDiagnoses(app: App): Promise<Diagnosis[]> {
  const library = await readable(app.library());
  if (!library || library.comparisons.size === 0) return [];
  const week = await weekToEdit(app, undefined);
  return checkPick(week, await pickFor(app, week));
}

async function clockDiagnoses(app: App): Promise<Diagnosis[]> {
  const [library, editions, mailing] = await Promise.all([
    readable(app.library()),
    readable(app.editions.list()),
    readable(newestMailing(app)),
  ]);
  return checkClock({
    now: app.clock.now(),
    schedule: app.schedule,
    cron: app.config.schedule,
    newestPublication: library && newestPublication(library.comparisons),
    newestMailing: mailing && new Date(mailing.frozenAt),
    newestEdition: editions?.at(-1)?.week,
  });
}

async function newestMailing({ mailings }: App) {
  const week = (await mailings.list()).at(-1);
  return week === undefined ? undefined : mailings.read(week);
}

/** Undefined where it is damaged: the check that looks at it has said so. */
function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((thrown: unknown) => {
    if (thrown instanceof VerdictsError) return undefined;
    throw thrown;
  });
}

/** Whoever is asked over the network: with settings that are wrong, it could be the wrong one. */
function notAsked(): Diagnosis[] {
  const remedy = 'Correct the settings, and run `verdicts doctor` again.';
  return [warning('resend', 'Nobody was asked, because settings are wrong.', remedy)];
}

async function outside(app: App, dns: Dns): Promise<Diagnosis[]> {
  const { door, from } = app.config;
  if (door.to === 'sandbox') {
    return [
      ok('resend', 'Letters go to the built-in sandbox; RESEND_API_KEY is not set.'),
      ok('from domain', 'Not looked up: the sandbox takes any sender.'),
    ];
  }
  const domain = domainOf(from).toLowerCase();
  const reply = await ask(app);
  const asked = { baseUrl: door.baseUrl, domain, reply, now: app.clock.now() };
  return [
    ...(await found('resend', () => checkResend(asked))),
    ...(await found('from domain', async () => {
      if (isReserved(domain)) return [ok('from domain', `Not looked up: ${domain} is reserved.`)];
      const records = await lookUpDomain(dns, domain);
      return checkFromDomain(records, saysVerified(asked) ? 'warning' : 'error');
    })),
  ];
}

async function ask(app: App) {
  const { courier, close } = await app.openDoor();
  try {
    return await courier.ping();
  } finally {
    await close();
  }
}
