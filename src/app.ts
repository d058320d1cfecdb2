import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import { type Config, listIdOf } from './config.js';
import { type Library, readLibrary } from './content/library.js';
import { parseSchedule, type Schedule } from './editions/schedule.js';
import { type EditionShelf, editionShelf } from './editions/shelf.js';
import { VerdictsError } from './errors.js';
import { type Events, openEvents } from './feedback/events.js';
import type { Receive } from './feedback/receive.js';
import { openSoftBounces, type SoftBounces } from './feedback/soft-bounces.js';
import { openVotes, type VoteStore } from './feedback/votes.js';
import type { SandboxOutbox } from './jobs/sandbox-outbox.js';
import type { Masthead } from './letters/letter.js';
import { isLoopback } from './loopback.js';
import type { ResendCourier } from './mailings/courier.js';
import { type MailingShelf, mailingShelf } from './mailings/shelf.js';
import { keptSecret } from './secret.js';
import { createSigner, type Signer } from './subscribers/links.js';
import { openStore, type SubscriberStore } from './subscribers/store.js';

/** The parts, wired together. What is heavy or on disk is opened when it is first asked for. */
export interface App {
  config: Config;
  clock: Clock;
  schedule: Schedule;
  masthead: Masthead;
  listId: string;
  editions: EditionShelf;
  mailings: MailingShelf;
  /** Where the sandbox keeps what it takes. */
  outboxFolder: string;
  sampleFile: string;
  library(): Promise<Library>;
  subscribers(): Promise<SubscriberStore>;
  signer(): Promise<Signer>;
  votes(): Promise<VoteStore>;
  /** What came back from Resend. */
  events: Events;
  softBounces(): Promise<SoftBounces>;
  /** What takes Resend's webhooks. */
  receiver(): Promise<Receive>;
  /** What the sandbox took; its mailboxes act only while letters go to the sandbox. */
  outbox(): Promise<SandboxOutbox>;
  /** The way to Resend or, without an API key, to a sandbox that runs until `close`. */
  openDoor(): Promise<{ courier: ResendCourier; close(): Promise<void> }>;
}

/** Throws a `VerdictsError` when the schedule's setting is wrong. */
export function createApp(config: Config, clock: Clock): App {
  const { dataDir, subscribersDir, publication, publicUrl, postalAddress } = config;
  const outboxFolder = join(dataDir, 'outbox');
  const subscribers = once(() => openStore({ folder: subscribersDir, clock }));
  const mailings = mailingShelf(dataDir);
  const eventsFolder = join(dataDir, 'events');
  const events = openEvents({ folder: eventsFolder, clock });
  const softBounces = once(() => openSoftBounces(eventsFolder, clock));
  const webhookKey = once(() => webhookSecret(config, clock));
  const receiver = once(async () => {
    const [{ webhookVerifier }, { createReceiver }] = await Promise.all([
      import('./mailings/courier.js'),
      import('./feedback/receive.js'),
    ]);
    return createReceiver({
      verify: webhookVerifier(await webhookKey()),
      events,
      softBounces: await softBounces(),
      readers: await subscribers(),
      mailed: () => mailings.list(),
      clock,
    });
  });
  return {
    config,
    clock,
    schedule: parseSchedule(config.schedule, config.timeZone),
    masthead: { publication, publicUrl, postalAddress },
    listId: listIdOf(config),
    editions: editionShelf(dataDir),
    mailings,
    outboxFolder,
    sampleFile: join(subscribersDir, 'sample.csv'),
    library: () => readLibrary(dataDir),
    subscribers,
    signer: once(async () => {
      const secret =
        config.signingSecret ?? (await keptSecret(join(dataDir, 'signing-secret'), clock));
      const previous = config.previousSigningSecrets.filter((other) => other !== secret);
      const keyOf = (each: string) => ({ id: keyId(each), secret: each });
      return createSigner([keyOf(secret), ...previous.map(keyOf)]);
    }),
    votes: once(() => openVotes({ folder: join(dataDir, 'votes'), clock })),
    events,
    softBounces,
    receiver,
    outbox: once(async () => {
      const { lookInto } = await import('./sandbox/look.js');
      const mailboxes = async () => {
        if (config.door.to === 'resend') throw realMailboxes();
        return { secret: await webhookKey(), receive: await receiver() };
      };
      return lookInto(outboxFolder, { mailboxes, clock });
    }),
    openDoor: () => openDoor(config, outboxFolder, clock, webhookKey),
  };
}

async function openDoor(
  config: Config,
  outbox: string,
  clock: Clock,
  webhookKey: () => Promise<string>,
) {
  const { door, requestTimeoutSeconds, publicUrl } = config;
  const { resendCourier } = await import('./mailings/courier.js');
  if (door.to === 'resend') {
    return { courier: resendCourier(door, requestTimeoutSeconds), close: async () => {} };
  }
  const { startSandbox } = await import('./sandbox/sandbox.js');
  const sandbox = await startSandbox({
    keep: { folder: outbox },
    clock,
    // Nothing leaves this machine.
    ...(isLoopback(publicUrl) && {
      webhooks: {
        url: `${publicUrl}/webhooks/resend`,
        secret: await webhookKey(),
      },
    }),
  });
  const atSandbox = { to: 'resend', apiKey: 're_sandbox', baseUrl: sandbox.url } as const;
  return {
    courier: resendCourier(atSandbox, requestTimeoutSeconds),
    close: () => sandbox.close(),
  };
}

function realMailboxes(): VerdictsError {
  return new VerdictsError('outbox', 'Letters go to Resend: only their readers can act on them.', {
    remedy: 'Unset RESEND_API_KEY to work with the sandbox.',
  });
}

/** The one that is set or, for the sandbox, one that is made once and kept. Nobody else can know the latter. */
async function webhookSecret(config: Config, clock: Clock): Promise<string> {
  const made = () => keptSecret(join(config.dataDir, 'webhook-secret'), clock);
  return config.webhookSecret ?? `whsec_${await made()}`;
}

/** Names the key in the links that it signs, so that another can take its place and both be known. */
function keyId(secret: string): string {
  const hash = createHash('sha256').update(`key id of ${secret}`).digest();
  return (hash.readUInt32BE() % 36 ** 2).toString(36).padStart(2, '0');
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
