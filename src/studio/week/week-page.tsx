/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { nextWeek, previousWeek, Week } from '../../editions/week.js';
import type { PlannedWeek, PlanProblem, PlanWord } from '../../jobs/planning.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { LetterFacts, LetterView } from './letter-view.js';
import { PickView } from './pick-view.js';
import { addressOf, type View } from './requests.js';
import { StandingView } from './standing-view.js';
import { Usual, WordsView } from './words-view.js';

export interface WeekProps {
  planned: PlannedWeek;
  view: View;
  timeZone: string;
  now: Date;
  approval: 'automatic' | 'required';
  /** What a press has done, or why it has not. */
  said?: Child;
  refused?: { typed: Record<PlanWord, string>; problems: readonly PlanProblem[] };
}

/** A week that can still be changed: its state, its pick, its words, and the letter beside them. */
export function WeekPage({ frame, ...props }: WeekProps & { frame: Frame }) {
  const { planned, view, refused } = props;
  return (
    <WeekDocument frame={frame} week={planned.week} view={view}>
      <SaidView>{props.said}</SaidView>
      <StandingView {...props} />
      <div class="week-columns">
        <div class="week-work">
          <PickView planned={planned} view={view} />
          <WordsView planned={planned} view={view} {...(refused && { refused })} />
        </div>
        <LetterView week={planned.week} view={view}>
          <LetterFacts planned={planned} />
        </LetterView>
      </div>
    </WeekDocument>
  );
}

/** What is replaced after a move in the pick: all but what an editor may be writing. */
export function MovedPieces(props: WeekProps) {
  const { planned, view, said } = props;
  return (
    <>
      <PickView planned={planned} view={view} />
      <Beside {...props} />
      <Usual planned={planned} swapped />
      {said && <SaidView swapped>{said}</SaidView>}
    </>
  );
}

/** What is replaced after words were saved, or refused. */
export function WordsPieces(props: WeekProps) {
  const { planned, view, said, refused } = props;
  return (
    <>
      <WordsView planned={planned} view={view} {...(refused ? { refused } : { saved: true })} />
      <PickView planned={planned} view={view} swapped />
      <Beside {...props} />
      <SaidView swapped>{said}</SaidView>
    </>
  );
}

function Beside(props: WeekProps) {
  return (
    <>
      <StandingView {...props} swapped />
      <LetterFacts planned={props.planned} swapped />
    </>
  );
}

function SaidView({ swapped, children }: { swapped?: boolean; children: Child }) {
  return (
    <div id="said" class="week-said" {...(swapped && { 'hx-swap-oob': 'true' })}>
      {children}
    </div>
  );
}

/** The frame of all views of one week, with the ways to the others. */
export function WeekDocument({
  frame,
  week,
  view,
  lead,
  children,
}: {
  frame: Frame;
  week: Week;
  view: View;
  lead?: Child;
  children: Child;
}) {
  const weekLink = (other: string, words: string) =>
    Week.safeParse(other).success && (
      <a class="button quiet small" href={addressOf(other, { format: view.format })}>
        {words}
      </a>
    );
  return (
    <Document
      frame={frame}
      room="week"
      title={`Week ${Number(week.slice(6))} of ${week.slice(0, 4)}`}
      {...(lead !== undefined && { lead })}
      aside={
        <>
          <Tabs here="week" week={week} />
          {weekLink(previousWeek(week), `← ${previousWeek(week)}`)}
          {weekLink(nextWeek(week), `${nextWeek(week)} →`)}
        </>
      }
    >
      {children}
    </Document>
  );
}

export function Tabs({ here, week }: { here: 'week' | 'next'; week?: Week }) {
  const tab = (name: typeof here, path: string, words: string) => (
    <a href={path} {...(name === here && { 'aria-current': 'page' })}>
      {words}
    </a>
  );
  return (
    <nav class="tabs" aria-label="Weeks">
      {tab('week', week ? `/week/${week}` : '/week', week ?? 'This week')}
      {tab('next', '/week/next', 'Next weeks')}
    </nav>
  );
}
