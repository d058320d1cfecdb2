/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { counted } from '../editions/wording.js';
import { Format } from '../letters/letter.js';
import { type Address, parseAddress } from '../subscribers/address.js';
import { newSubscriberId } from '../subscribers/id.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { askForLetter, type Preferences, signUp } from '../subscribers/transitions.js';
import { clientAddress } from './client-address.js';
import { disposableWords, isDisposable } from './disposable.js';
import { readForm } from './form.js';
import { writeKnownLetter, writeLinkLetter } from './letters.js';
import type { SiteParts } from './parts.js';
import type { PendingLimit } from './pending-limit.js';
import { createProofOfWork } from './proof-of-work.js';
import { RateLimit } from './rate-limit.js';
import { say, show } from './respond.js';
import { Document } from './views/document.js';
import { SignUpForm, type SignUpValues } from './views/sign-up-form.js';

/** What was sent to sign up, as a form or as JSON. */
const SignUp = z.object({
  email: z.string().max(1000),
  format: Format.default('digest'),
  topics: z.array(z.string().max(200)).max(100).default([]),
  /** The trap: empty unless a machine filled in everything. */
  website: z.string().max(1000).default(''),
  altcha: z.string().max(8000).default(''),
});
type SignUp = z.infer<typeof SignUp>;

/** Without the proof of work, so much of the limit is left. */
const unprovenShare = 3;

/**
 * The sign-up form and what it sends. Whatever the address is to us, the answer is the same and comes as
 * fast: it is looked up, and written to, behind the answer.
 */
export function signUpPages(parts: SiteParts, pending: PendingLimit): Hono {
  const { app, catalogue, frame, metrics } = parts;
  const { signUpsPerHour, proxyHops } = app.config;
  const proofOfWork = createProofOfWork();
  const proven = new RateLimit({ perHour: signUpsPerHour, clock: app.clock });
  const unproven = new RateLimit({
    perHour: Math.max(1, Math.floor(signUpsPerHour / unprovenShare)),
    clock: app.clock,
  });
  const routes = new Hono();

  routes.get('/altcha', async (context) => {
    context.header('cache-control', 'no-store');
    return context.json(await proofOfWork.challenge());
  });

  routes.get('/subscribe', async (context) => {
    const { categories } = await catalogue();
    return show(context, <SubscribePage frame={frame} categories={categories} />);
  });

  routes.post('/subscribe', async (context) => {
    const isJson = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
    const answer = isJson ? jsonAnswers(context) : pageAnswers(context, parts);
    const sent = SignUp.safeParse(isJson ? await readJson(context) : await readFields(context));
    if (!sent.success) {
      metrics.signUp('refused');
      return answer.wrong(undefined, unreadable(sent.error));
    }
    const wanted = sent.data;
    const address = parseAddress(wanted.email);
    const { categories } = await catalogue();
    const topics = knownTopics(wanted.topics, categories);
    const refused = (problem: string) => {
      metrics.signUp('refused');
      return answer.wrong(wanted, problem);
    };
    if ('problem' in address) return refused(`That is no address: it ${address.problem}.`);
    if (isDisposable(address)) return refused(disposableWords);
    if (!topics) return refused('One of the topics is not among those offered.');
    if (wanted.website !== '') {
      metrics.signUp('trapped');
      return answer.taken(address);
    }
    const client = clientAddress(
      parts.peer(context),
      context.req.header('x-forwarded-for'),
      proxyHops,
    );
    const limit = (await proofOfWork.isSolved(wanted.altcha)) ? proven : unproven;
    const wait = limit.take(client);
    if (wait > 0 || !pending.add(client, address.normalised)) {
      metrics.signUp('limited');
      return answer.tooMany(wait || 3600);
    }
    const preferences = { format: wanted.format, topics };
    if (!parts.background.start(() => enter(parts, address, preferences))) {
      return answer.tooMany(60);
    }
    metrics.signUp('taken');
    return answer.taken(address);
  });

  return routes;
}

/** Enters the address, and writes to it if a letter is due. */
async function enter(parts: SiteParts, address: Address, preferences: Preferences): Promise<void> {
  const at = parts.app.clock.now().toISOString();
  const newcomer = { id: newSubscriberId(), address, preferences, at };
  let due: Subscriber | undefined;
  await parts.readers.place({
    address,
    rule: (standing) => {
      const signed = signUp(standing, newcomer);
      if (signed.kind === 'refused') return signed;
      const asked = askForLetter(signed.subscriber, 'confirm', at);
      due = asked.kind === 'changed' ? asked.subscriber : undefined;
      if (!due) return signed;
      return { kind: signed.kind === 'added' ? 'added' : 'changed', subscriber: due };
    },
  });
  if (due?.status === 'active') writeKnownLetter(parts, due);
  else if (due) writeLinkLetter(parts, due, 'confirm');
}

function unreadable(error: z.ZodError): string {
  const [field] = error.issues[0]?.path ?? [];
  return field === undefined || field === 'email'
    ? 'Enter an address like ada@example.com.'
    : `What was sent as ${String(field)} is not among what is offered.`;
}

/** The topics as the categories are written, each once; undefined when there is one that is none. */
function knownTopics(
  asked: readonly string[],
  categories: readonly string[],
): string[] | undefined {
  const wanted = new Set(asked.map((topic) => topic.trim().toLowerCase()));
  const known = categories.filter((category) => wanted.has(category.toLowerCase()));
  return known.length < wanted.size ? undefined : known;
}

async function readJson(context: Context): Promise<unknown> {
  return context.req.json().catch(() => undefined);
}

async function readFields(context: Context): Promise<unknown> {
  const form = await readForm(context);
  if (!form) return undefined;
  const one = (name: string) => form.get(name) ?? undefined;
  return {
    email: one('email'),
    format: one('format'),
    topics: form.getAll('topics'),
    website: one('website'),
    altcha: one('altcha'),
  };
}

interface Answers {
  taken(address: Pick<Address, 'email'>): Response | Promise<Response>;
  wrong(wanted: SignUp | undefined, problem: string): Response | Promise<Response>;
  tooMany(seconds: number): Response | Promise<Response>;
}

/** The address as it was entered, so that a slip of the finger shows. */
const takenWords = ({ email }: Pick<Address, 'email'>) =>
  `If ${email} is not subscribed yet, a letter is on its way to it. Press the button in it, confirm on the page that opens, and you are in. Nothing in your mailbox in ten minutes? Look at the address, look into the spam folder, or sign up again.`;
const tooManyWords = (seconds: number) =>
  `Too many sign-ups came from where you are. Try again in ${counted(Math.ceil(seconds / 60), 'minute')}.`;

function jsonAnswers(context: Context): Answers {
  return {
    taken: (address) => context.json({ status: 'pending', message: takenWords(address) }, 202),
    wrong: (_, message) => context.json({ status: 'invalid', message }, 422),
    tooMany(seconds) {
      context.header('retry-after', String(seconds));
      return context.json({ status: 'limited', message: tooManyWords(seconds) }, 429);
    },
  };
}

function pageAnswers(context: Context, { frame, catalogue }: SiteParts): Answers {
  return {
    taken: (address) =>
      say(context, frame, { title: 'Check your mailbox', words: [takenWords(address)] }),
    async wrong(wanted, problem) {
      const { categories } = await catalogue();
      const page = (
        <SubscribePage
          frame={frame}
          categories={categories}
          problem={problem}
          {...(wanted && { values: wanted })}
        />
      );
      return show(context, page, 422);
    },
    tooMany(seconds) {
      context.header('retry-after', String(seconds));
      return say(context, frame, {
        status: 429,
        title: 'Not so fast',
        words: [tooManyWords(seconds)],
      });
    },
  };
}

interface SubscribePageProps {
  frame: SiteParts['frame'];
  categories: readonly string[];
  values?: SignUpValues;
  problem?: string;
}

function SubscribePage({ frame, categories, values, problem }: SubscribePageProps) {
  const { publication } = frame.masthead;
  return (
    <Document
      frame={frame}
      title={problem === undefined ? `Subscribe to ${publication}` : 'Something is wrong'}
      {...(problem === undefined && {
        description: `Get ${publication} once a week: who on the panel would ship or skip.`,
        path: '/subscribe',
      })}
      signsUp
    >
      <div class="said">
        <h1 class="title">Subscribe</h1>
        <p class="lead">
          One letter a week. You confirm your address first, and each letter has a link that ends
          it.
        </p>
        <div class="card">
          <SignUpForm
            categories={categories}
            {...(values && { values })}
            {...(problem !== undefined && { problem })}
          />
        </div>
      </div>
    </Document>
  );
}
