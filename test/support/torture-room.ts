import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/clock.js';
import type { Receipt } from '../../src/mailings/receipt.js';
import { importCsv } from '../../src/subscribers/import.js';
import { openStore } from '../../src/subscribers/store.js';
import { unsubscribe } from '../../src/subscribers/transitions.js';
import type { SandboxProcessOptions } from './sandbox-process.js';
import { type Ran, type Started, startCommand } from './torture-child.js';
import type { Plan } from './torture-plan.js';
import { type SandboxHost, startSandboxHost, type TortureSandbox } from './torture-sandbox.js';
import { Tally } from './torture-tally.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const week = '2026-W47';

/** How far a case is when it begins: content and readers only, the edition drafted, the mailing frozen. */
export type Stage = 'content' | 'drafted' | 'frozen';

/** Where the cases of a torture run are made, each from a template in a folder and a sandbox of its own. */
export class TortureRoom {
  readonly tally = new Tally();
  #cases = 0;

  private constructor(
    readonly folder: string,
    readonly host: SandboxHost,
    /** The readers' addresses. */
    readonly readers: string[],
  ) {}

  /** Makes the templates with the product itself. */
  static async open(readerCount: number, formats: string[]): Promise<TortureRoom> {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-torture-'));
    const readers = Array.from({ length: readerCount }, (_, n) => `reader${n}@example.com`);
    const room = new TortureRoom(folder, startSandboxHost(), readers);
    const content = room.template('content');
    cpSync(join(root, 'data/tools'), join(content, 'data/tools'), { recursive: true });
    cpSync(join(root, 'data/comparisons'), join(content, 'data/comparisons'), { recursive: true });
    cpSync(join(root, 'data/panel.json'), join(content, 'data/panel.json'));
    const rows = readers.map((email, n) => `${email},${formats[n % formats.length]}`);
    await seedStore(join(content, 'subscribers'), ['email,format', ...rows]);

    const drafted = await room.case('content');
    await drafted.must(['draft', '--week', week]);
    cpSync(drafted.folder, room.template('drafted'), { recursive: true });
    await drafted.must(['send', '--week', week, '--yes', '--no-preflight']);
    const [begun] = readFileSync(drafted.ledger, 'utf8').split('\n');
    writeFileSync(drafted.ledger, `${begun}\n`);
    rmSync(`${drafted.ledger}.lock`, { recursive: true });
    cpSync(drafted.folder, room.template('frozen'), { recursive: true });
    await drafted.close();
    return room;
  }

  async case(stage: Stage, sandbox: SandboxProcessOptions = {}): Promise<Case> {
    this.#cases += 1;
    const folder = join(this.folder, `case-${this.#cases}`);
    cpSync(this.template(stage), folder, { recursive: true, verbatimSymlinks: true });
    return new Case(this, folder, await this.host.open(sandbox));
  }

  template(stage: Stage): string {
    return join(this.folder, stage);
  }

  async close(): Promise<void> {
    await this.host.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function seedStore(folder: string, lines: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const store = await openStore({ folder, clock: systemClock });
  async function* bytes() {
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
  await importCsv(store, { name: 'readers.csv', bytes: bytes() }, { at: systemClock.now() });
  await store.compact();
  await store.close();
}

/** A working folder and the sandbox that its mailings go to. */
export class Case {
  /** Settings for every command that is run in it. */
  settings: Record<string, string> = {};
  #left = new Set<string>();

  constructor(
    readonly room: TortureRoom,
    readonly folder: string,
    readonly sandbox: TortureSandbox,
  ) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  get ledger(): string {
    return this.path(`data/mailings/${week}/ledger.jsonl`);
  }

  /** A reader unsubscribes, whose message may have gone out or not. */
  async unsubscribe(reader: string): Promise<void> {
    this.#left.add(reader);
    const store = await openStore({ folder: this.path('subscribers'), clock: systemClock });
    const { id } = (await store.find({ normalised: reader })) ?? { id: '' };
    const at = systemClock.now().toISOString();
    await store.change(id, (subscriber) => unsubscribe(subscriber, { at }));
    await store.close();
  }

  send(plan?: Plan, options?: RunOptions): Promise<Ran> {
    return this.run(['send', '--week', week, '--yes', '--no-preflight', '--json'], plan, options);
  }

  /** Runs the built command to its end, or kills it after so many milliseconds. */
  async run(args: string[], plan?: Plan, { killAfter }: RunOptions = {}): Promise<Ran> {
    const started = this.start(args, plan);
    const timer = killAfter !== undefined && setTimeout(() => started.kill('SIGKILL'), killAfter);
    const ran = await started.ended;
    if (timer) clearTimeout(timer);
    return ran;
  }

  /** Starts it, for a test that acts while it runs. */
  start(args: string[], plan?: Plan, neverReaped?: boolean): Started {
    const settings = {
      ...commonSettings,
      RESEND_BASE_URL: this.sandbox.url,
      ...this.settings,
    };
    return startCommand({ args, folder: this.folder, settings, plan, neverReaped });
  }

  /** Runs a command that must succeed. */
  async must(args: string[]): Promise<string> {
    const { exit, stdout, stderr } = await this.run(args);
    if (exit !== 0) throw new Error(`verdicts ${args.join(' ')} ended with ${exit}: ${stderr}`);
    return stdout;
  }

  /**
   * Sends to the end, and says what is wrong then: everybody who did not leave must have exactly one
   * message, and the receipt must say so.
   */
  async finish(onRun?: (ran: Ran) => void): Promise<string[]> {
    let ran = await this.send({});
    onRun?.(ran);
    for (let runs = 1; ran.exit !== 0 && runs < 5; runs += 1) {
      ran = await this.send({});
      onRun?.(ran);
    }
    if (ran.exit !== 0) return [`it ends with ${ran.exit} again and again: ${ran.stderr}`];
    const receipt = receiptIn(ran.stdout);
    const { state, accepted, withdrawn, audience } = receipt;
    const problems = await this.check(receipt);
    if (state !== 'finished') problems.push(`the state is ${state}`);
    if (accepted + withdrawn !== audience) problems.push(`${accepted} are accepted`);
    return problems;
  }

  /** What is wrong with a receipt, going by what the sandbox counted. */
  async check(receipt: Receipt): Promise<string[]> {
    const counts = await this.sandbox.counts();
    const { accepted, refused, withdrawn, uncertain, pending, audience } = receipt;
    const { readers } = this.room;
    const reached = readers.filter((reader) => counts.has(reader)).length;
    const doubled = [...counts.values()].reduce((sum, messages) => sum + messages - 1, 0);
    const without = readers.filter((reader) => !counts.has(reader) && !this.#left.has(reader));
    const lost = Math.max(0, without.length - refused - uncertain - pending);
    this.room.tally.add({ receipts: 1, lost, doubled });

    const problems: string[] = [];
    if (lost > 0) problems.push(`${lost} are lost`);
    if (doubled > 0) problems.push(`${doubled} are doubled`);
    if (counts.size > reached) problems.push(`${counts.size - reached} are no readers`);
    if (audience > readers.length || audience < readers.length - this.#left.size) {
      problems.push(`the audience is ${audience}`);
    }
    if (withdrawn > this.#left.size) problems.push(`${withdrawn} are withdrawn`);
    if (accepted + refused + withdrawn + uncertain + pending !== audience) {
      problems.push(`the receipt does not add up: ${JSON.stringify(receipt)}`);
    }
    if (accepted > reached || reached > accepted + uncertain) {
      problems.push(`${reached} are reached, but the receipt is ${JSON.stringify(receipt)}`);
    }
    return problems;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface RunOptions {
  killAfter?: number;
}

const commonSettings = {
  RESEND_API_KEY: 're_torture',
  PUBLIC_URL: 'http://127.0.0.1:3000',
  FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
  POSTAL_ADDRESS: '1 Example Street, 12345 Example Town',
  SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  // A short letter: what it says is of no interest here.
  MAX_COMPARISONS: '1',
};

/** The receipt in what `send --json` printed. */
export function receiptIn(stdout: string): Receipt {
  const { receipt } = JSON.parse(stdout);
  return receipt;
}
