/** @jsxImportSource hono/jsx */
import { setTimeout as wait } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { nextWeek, previousWeek, Week } from '../../editions/week.js';
import { VerdictsError } from '../../errors.js';
import { approveWeek, draftWeek, weekToSend } from '../../jobs/drafting.js';
import { controlWeek } from '../../jobs/operating.js';
import { outgoing, readersNow, weekToWatch } from '../../jobs/outgoing.js';
import { sendWeekAsTest } from '../../jobs/test-sending.js';
import { Format } from '../../letters/letter.js';
import type { Control } from '../../mailings/control.js';
import type { StudioParts } from '../parts.js';
import { notFound, show } from '../respond.js';
import { SendPage } from './page.js';
import { progressStream } from './progress.js';
import { preflightRefused, type SendView } from './view.js';
import { count, figure } from './words.js';

/** So long the page waits for what it began to go well, or to say why it does not, in ms. */
const patienceMs = 1000;
/** A test is for a few eyes. */
const mostTests = 50;

/** `/send`: from the draft of a week to the receipt of its mailing. */
export function sendRoom(parts: StudioParts): Hono {
  const { app, frame, sendings, reconciliations, log } = parts;
  const room = new Hono();

  room.get('/', async (context) => context.redirect(`/send/${await weekToWatch(app)}`, 302));

  room.get('/:week', (context) =>
    withWeek(context, (week) => {
      const told = Told.safeParse(context.req.query());
      return page(context, week, told.success ? { told: toldOf(told.data) } : {});
    }),
  );

  room.get('/:week/progress', (context) =>
    withWeek(context, async (week) =>
      progressStream(context, parts, week, context.req.query('seen') ?? ''),
    ),
  );

  post('draft', async (context, week) => {
    await draftWeek(app, week);
    sendings.forget(week);
    return back(context, week);
  });

  post('approve', async (context, week, fields) => {
    const { hash } = Approve.parse(fields);
    const draft = await app.editions.read(week);
    if (draft && draft.hash !== hash) return refuse(context, week, [changedSince]);
    await approveWeek(app, week, hash);
    sendings.forget(week);
    return back(context, week);
  });

  post('test', async (context, week, fields) => {
    const { addresses: typed, format } = Test.parse(fields);
    const problem = (text: string) =>
      page(context, week, { testFields: { addresses: typed, format, problem: text } }, 422);
    const addresses = typed
      .split(/[\n,;]+/)
      .map((address) => address.trim())
      .filter(Boolean);
    if (addresses.length === 0) return problem('Name at least one address.');
    if (addresses.length > mostTests) {
      return problem(
        `These are ${addresses.length} addresses. A test goes to ${mostTests} at most.`,
      );
    }
    try {
      const { accepted } = await sendWeekAsTest(app, { week, format, addresses });
      if (accepted === undefined)
        return problem('Nothing is picked, so there is no letter to send.');
      log.info({ week, state: 'test' }, `Sent the ${format} of ${week} as a test to ${accepted}.`);
      return context.redirect(`/send/${week}?tested=${accepted}&format=${format}`, 303);
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      return problem(`${error.message} ${error.remedy}`);
    }
  });

  post('start', async (context, week, fields) => {
    const { audience: typed, shown, hash, despite } = Start.parse(fields);
    if (await app.mailings.read(week)) return back(context, week);
    const draft = await app.editions.read(week);
    if (draft?.hash !== hash) return refuse(context, week, [changedSince]);
    const readers = await readersNow(app);
    if (!isCount(typed, shown, readers)) {
      const problem = `That is not the number: ${count(readers, 'reader')} would get it. Type ${figure(readers)}.`;
      return page(context, week, { audienceField: { typed, problem } }, 422);
    }
    const refused = preflightRefused(sendings.outcome(week), hash);
    return begin(context, week, { hash, preflight: !(despite && refused) });
  });

  post('pause', (context, week) => give(context, week, 'pause'));
  post('cancel', (context, week) => give(context, week, 'cancel'));
  post('resume', (context, week) => give(context, week, 'resume'));

  post('settle', async (context, week, fields) => {
    const { batches, as } = Settle.parse(fields);
    if (!(await app.mailings.read(week))) return refuse(context, week, [notMailed(week)]);
    const done =
      as === 'ask' ? reconciliations.ask(week) : reconciliations.settle(week, { batches, as });
    try {
      await Promise.race([done, wait(patienceMs)]);
    } catch (error) {
      reconciliations.forget(week);
      throw error;
    }
    return back(context, week);
  });

  return room;

  /** A form of the page. What it should not have sent, and what does not work as things stand, is a sentence. */
  function post(
    name: string,
    act: (context: Context, week: Week, fields: Record<string, unknown>) => Promise<Response>,
  ): void {
    room.post(`/:week/${name}`, (context) =>
      withWeek(context, async (week) => {
        try {
          return await act(context, week, await context.req.parseBody());
        } catch (error) {
          if (error instanceof z.ZodError) return refuse(context, week, [incomplete]);
          if (!(error instanceof VerdictsError)) throw error;
          return refuse(context, week, [error.message, error.remedy]);
        }
      }),
    );
  }

  async function give(context: Context, week: Week, verb: Control): Promise<Response> {
    const result = await controlWeek(app, week, verb);
    if (!result) return refuse(context, week, [notMailed(week)]);
    const { controlled, sender } = result;
    // Somebody else, or a first press, was quicker.
    const wanted = verb === 'pause' ? 'paused' : 'cancelled';
    if (!controlled.done && verb !== 'resume' && controlled.standing === wanted) {
      return back(context, week);
    }
    const over = !controlled.done && ['finished', 'cancelled'].includes(controlled.standing);
    if (over || (!controlled.done && verb !== 'resume')) {
      return refuse(context, week, [`There is nothing to ${verb} any more.`]);
    }
    sendings.forget(week);
    // To resume is to go on sending: where no process waits to, this one does.
    return verb === 'resume' && !sender ? begin(context, week) : back(context, week);
  }

  async function begin(
    context: Context,
    week: Week,
    wanted?: { hash: string; preflight: boolean },
  ): Promise<Response> {
    await Promise.race([sendings.start(week, wanted), wait(patienceMs)]);
    return back(context, week);
  }

  function back(context: Context, week: Week): Response {
    return context.redirect(`/send/${week}`, 303);
  }

  function refuse(context: Context, week: Week, refused: string[]): Promise<Response> {
    return page(context, week, { refused }, 422);
  }

  async function page(
    context: Context,
    week: Week,
    said: Partial<SendView>,
    status: 200 | 422 = 200,
  ): Promise<Response> {
    const view: SendView = {
      outgoing: await outgoing(app, week),
      timeZone: app.schedule.timeZone,
      now: app.clock.now(),
      approvalRequired: app.config.approval === 'required',
      upcoming: week >= weekToSend(app, undefined),
      previous: previousWeek(week),
      next: nextWeek(week),
      outcome: sendings.outcome(week),
      seen: context.req.query('seen'),
      told: undefined,
      refused: undefined,
      audienceField: undefined,
      testFields: undefined,
      reconciliation: reconciliations.state(week),
      ...said,
    };
    return show(context, <SendPage frame={frame} view={view} />, status);
  }

  function withWeek(
    context: Context,
    answer: (week: Week) => Promise<Response>,
  ): Promise<Response> {
    const week = Week.safeParse(context.req.param('week'));
    return week.success ? answer(week.data) : notFound(context, frame, 'week');
  }
}

const Approve = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
const Test = z.object({ addresses: z.string(), format: Format });
const Start = z.object({
  audience: z.string(),
  shown: z.coerce.number().int().min(0).optional(),
  hash: z.string(),
  /** Ticked by who has seen what preflight found. */
  despite: z.literal('preflight').optional(),
});
const Settle = z.object({
  batches: z.union([
    z.literal('all'),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform((batch) => [Number(batch)]),
  ]),
  as: z.enum(['accepted', 'again', 'ask']),
});
const Told = z.object({ tested: z.coerce.number().int().min(1).max(mostTests), format: Format });

function toldOf({ tested, format }: z.infer<typeof Told>): string {
  return `The ${format} went out as a test; ${count(tested, 'message')} accepted.`;
}

/**
 * Whether the number typed is the audience: that of now, or that of the page, unless it has changed by more
 * than a hundredth since. Readers come and go all the time, and a large list would never hold still.
 */
function isCount(typed: string, shown: number | undefined, now: number): boolean {
  const digits = typed.replace(/[\s.,'’]/g, '');
  if (!/^\d{1,9}$/.test(digits)) return false;
  const number = Number(digits);
  return number === now || (number === shown && Math.abs(number - now) <= now / 100);
}

const changedSince =
  'The content changed since you looked, so nothing was done. Look at it again: this page shows what it is now.';
const incomplete = 'The form did not say all that is needed. Open this page anew, and try again.';

function notMailed(week: Week): string {
  return `${week} is not mailed, so there is nothing to do here yet.`;
}
