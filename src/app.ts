import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import { type Config, listIdOf } from './config.js';
import { type Library, readLibrary } from './content/library.js';
import { parseSchedule, type Schedule } from './editions/schedule.js';
import { type EditionShelf, editionShelf } from './editions/shelf.js';
import type { Masthead } from './letters/letter.js';
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
  /** The way to Resend or, without an API key, to a sandbox that runs until `close`. */
  openDoor(): Promise<{ courier: ResendCourier; close(): Promise<void> }>;
}

/** Throws a `VerdictsError` when the schedule's setting is wrong. */
export function createApp(config: Config, clock: Clock): App {
  const { dataDir, subscribersDir, publication, publicUrl, postalAddress } = config;
  const outboxFolder = join(dataDir, 'outbox');
  return {
    config,
    clock,
    schedule: parseSchedule(config.schedule, config.timeZone),
    masthead: { publication, publicUrl, postalAddress },
    listId: listIdOf(config),
    editions: editionShelf(dataDir),
    mailings: mailingShelf(dataDir),
    outboxFolder,
    sampleFile: join(subscribersDir, 'sample.csv'),
    library: () => readLibrary(dataDir),
    subscribers: once(() => openStore({ folder: subscribersDir, clock })),
    signer: once(async () => {
      const secret =
        config.signingSecret ?? (await keptSecret(join(dataDir, 'signing-secret'), clock));
      return createSigner([{ id: keyId(secret), secret }]);
    }),
    openDoor: () => openDoor(config, outboxFolder, clock),
  };
}

async function openDoor({ door, requestTimeoutSeconds }: Config, outbox: string, clock: Clock) {
  const { resendCourier } = await import('./mailings/courier.js');
  if (door.to === 'resend') {
    return { courier: resendCourier(door, requestTimeoutSeconds), close: async () => {} };
  }
  const { startSandbox } = await import('./sandbox/sandbox.js');
  const sandbox = await startSandbox({ keep: { folder: outbox }, clock });
  const atSandbox = { to: 'resend', apiKey: 're_sandbox', baseUrl: sandbox.url } as const;
  return {
    courier: resendCourier(atSandbox, requestTimeoutSeconds),
    close: () => sandbox.close(),
  };
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
