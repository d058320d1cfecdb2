/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { Week } from '../../editions/week.js';
import { VerdictsError } from '../../errors.js';
import { composeFor, draftWeek } from '../../jobs/drafting.js';
import { forecast } from '../../jobs/forecast.js';
import { outgoing } from '../../jobs/outgoing.js';
import {
  changePlan,
  type PlanChange,
  type PlanChanged,
  plannedWeek,
  planWords,
} from '../../jobs/planning.js';
import { sampleReader } from '../../jobs/preview.js';
import { weekToOpen } from '../../jobs/viewing.js';
import type { Letter } from '../../letters/letter.js';
import { compileLetter, fill } from '../../letters/slots.js';
import type { Mailing } from '../../mailings/mailing.js';
import { letterPage } from '../letter-page.js';
import type { StudioParts } from '../parts.js';
import { nothingPage, troublePage } from '../preview/frame-page.js';
import { notFound, piece, show } from '../respond.js';
import { Notice } from '../views/pieces.js';
import { MailedPage } from './mailed-page.js';
import { NextWeeks } from './next-weeks.js';
import { addressOf, readChange, Said, View } from './requests.js';
import { MovedPieces, WeekPage, type WeekProps, WordsPieces } from './week-page.js';

/** How many weeks ahead are shown. */
const weeksAhead = 4;

/** Where editors see a week's pick, steer it, and write what is theirs to write. */
export function weekRoom({ app, frame, renderer }: StudioParts): Hono {
  const room = new Hono();
  const { timeZone } = app.schedule;

  room.get('/', async (context) => {
    return context.redirect(`/week/${await weekToOpen(app)}`, 302);
  });

  room.get('/next', async (context) => {
    const forecasts = await forecast(app, weeksAhead);
    const now = app.clock.now();
    return show(context, <NextWeeks frame={frame} {...{ forecasts, timeZone, now }} />);
  });

  room.get('/:week', async (context) => {
    const asked = askedOf(context);
    if (!asked) return notFound(context, frame, 'week');
    const { week, view } = asked;
    if (await app.mailings.read(week)) {
      const mailed = await outgoing(app, week);
      if (mailed.state === 'mailed') {
        return show(context, <MailedPage frame={frame} {...{ view, mailed, timeZone }} />);
      }
    }
    const said = Said.safeParse(context.req.query('said'));
    const props = await propsOf(week, view);
    return show(
      context,
      <WeekPage
        frame={frame}
        {...props}
        said={said.success && saying[said.data](week, app.config.approval)}
      />,
    );
  });

  room.get('/:week/pieces', async (context) => {
    const asked = askedOf(context);
    if (!asked) return notFound(context, frame, 'week');
    const { week, view } = asked;
    if (await app.mailings.read(week)) return reloaded(context);
    return piece(context, <MovedPieces {...(await propsOf(week, view))} />);
  });

  room.get('/:week/letter', async (context) => {
    const asked = askedOf(context);
    if (!asked) return notFound(context, frame, 'week');
    const html = await letterHtml(asked.week, asked.view);
    return letterPage(context, html, { scheme: 'light', images: true, styles: 'all' });
  });

  room.post('/:week/plan', async (context) => {
    const asked = askedOf(context);
    if (!asked) return notFound(context, frame, 'week');
    const form = new URLSearchParams(await context.req.text());
    const change = readChange(form);
    const outcome = change ? await tried(asked.week, change) : strange;
    if (outcome.kind === 'mailed') return wayTo(context, addressOf(asked.week, asked.view));
    const ofWords = form.get('move') === 'words';
    if (outcome.kind !== 'refused') {
      const said = saidOf(outcome);
      if (!isHtmx(context))
        return context.redirect(addressOf(asked.week, asked.view, '', said), 303);
      context.header('hx-trigger-after-settle', 'letters');
      const props = {
        ...(await propsOf(asked.week, asked.view)),
        said: saying[said](asked.week, app.config.approval),
      };
      return piece(context, ofWords ? <WordsPieces {...props} /> : <MovedPieces {...props} />);
    }
    const { problems } = outcome;
    const besideNone = problems.filter(({ field }) => !ofWords || field === undefined);
    const typed = (name: (typeof planWords)[number]) => form.get(name) ?? '';
    const [subject, intro, closing] = planWords.map(typed);
    const props: WeekProps = {
      ...(await propsOf(asked.week, asked.view)),
      said:
        besideNone.length > 0 ? (
          <Notice tone="bad">{besideNone.map(({ what }) => what).join(' ')}</Notice>
        ) : (
          <Notice tone="bad">Nothing is saved: see below what is wrong.</Notice>
        ),
      ...(ofWords && {
        refused: {
          typed: { subject: subject ?? '', intro: intro ?? '', closing: closing ?? '' },
          problems,
        },
      }),
    };
    if (!isHtmx(context)) return show(context, <WeekPage frame={frame} {...props} />, 422);
    return piece(context, ofWords ? <WordsPieces {...props} /> : <MovedPieces {...props} />, 422);
  });

  room.post('/:week/draft', async (context) => {
    const asked = askedOf(context);
    if (!asked) return notFound(context, frame, 'week');
    await draftWeek(app, asked.week);
    return context.redirect(addressOf(asked.week, asked.view, '', 'drafted'), 303);
  });

  async function propsOf(week: Week, view: View): Promise<WeekProps> {
    const planned = await plannedWeek(app, week);
    return { planned, view, timeZone, now: app.clock.now(), approval: app.config.approval };
  }

  /** What stands in the way of any change is said on the page, beside what was to be changed. */
  async function tried(week: Week, change: PlanChange): Promise<PlanChanged | { kind: 'mailed' }> {
    try {
      return await changePlan(app, week, change);
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      if (error.code === 'mailed') return { kind: 'mailed' };
      return { kind: 'refused', problems: [{ what: `${error.message} ${error.remedy}` }] };
    }
  }

  async function letterHtml(week: Week, view: View): Promise<string> {
    try {
      const letter = await letterOf(week, view);
      return letter ? fill(compileLetter(letter).html, sampleReader) : nothingPage(week);
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      return troublePage({ what: error.message, remedy: error.remedy });
    }
  }

  async function letterOf(week: Week, { format }: View): Promise<Letter | undefined> {
    const mailing = await app.mailings.read(week);
    const mailed = mailing && (await mailedLetter(mailing, format));
    if (mailed) return mailed;
    const edition = mailing
      ? await app.editions.read(week)
      : (await composeFor(app, week)).drafted?.edition;
    if (!edition) return undefined;
    const variant = { format, topics: null };
    return renderer.render({ kind: 'edition', edition, variant, masthead: app.masthead });
  }

  /** As it was frozen; undefined where no reader got all topics in this format. */
  async function mailedLetter({ week, variants }: Mailing, format: View['format']) {
    const whole = variants.find(({ variant }) => variant.format === format && !variant.topics);
    return whole && app.mailings.readLetter(week, whole);
  }

  return room;
}

const strange: PlanChanged = {
  kind: 'refused',
  problems: [{ what: 'That is no change that this page asks for. Nothing is saved.' }],
};

const saying: Record<Said, (week: Week, approval: WeekProps['approval']) => Child> = {
  unchanged: () => <Notice tone="good">That is how it was already.</Notice>,
  changed: () => <Notice tone="good">Saved.</Notice>,
  redrafted: (week, approval) =>
    approval === 'automatic' ? (
      <Notice tone="good">Saved, and the draft is made anew.</Notice>
    ) : (
      <Notice tone="warn">
        Saved, and the draft is made anew: it needs approval anew.{' '}
        <a href={`/send/${week}`}>Approve in Send</a>
      </Notice>
    ),
  busy: () => (
    <Notice tone="warn">
      Saved. Somebody is drafting or sending at this moment: if it is this week, the change comes
      too late.
    </Notice>
  ),
  drafted: (week) => (
    <Notice tone="good">
      Drafted. <a href={`/send/${week}`}>To Send</a>
    </Notice>
  ),
};

function saidOf(outcome: Exclude<PlanChanged, { kind: 'refused' }>): Said {
  if (outcome.kind === 'unchanged') return 'unchanged';
  if (outcome.redrafted) return 'redrafted';
  return outcome.busy ? 'busy' : 'changed';
}

function askedOf(context: Context): { week: Week; view: View } | undefined {
  const week = Week.safeParse(context.req.param('week'));
  if (!week.success) return undefined;
  return { week: week.data, view: View.parse(context.req.query()) };
}

function isHtmx(context: Context): boolean {
  return context.req.header('hx-request') === 'true';
}

/** To another page, whoever asked. */
function wayTo(context: Context, path: string): Response {
  if (!isHtmx(context)) return context.redirect(path, 303);
  context.header('hx-redirect', path);
  return context.body(null, 204);
}

function reloaded(context: Context): Response {
  context.header('hx-refresh', 'true');
  return context.body(null, 204);
}
