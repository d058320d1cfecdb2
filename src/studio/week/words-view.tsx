/** @jsxImportSource hono/jsx */
import { SUBJECT_MAX } from '../../editions/edition.js';
import { characters } from '../../editions/wording.js';
import type { PlannedWeek, PlanProblem, PlanWord } from '../../jobs/planning.js';
import { Problem } from '../views/pieces.js';
import { addressOf, type View } from './requests.js';

interface WordsViewProps {
  planned: PlannedWeek;
  view: View;
  /** What was typed and refused, and why. */
  refused?: { typed: Record<PlanWord, string>; problems: readonly PlanProblem[] };
  /** Whether they take the place of those that were just saved: the focus is not lost with those. */
  saved?: boolean;
}

/** What editors write themselves: subject, intro and closing note. */
export function WordsView({ planned, view, refused, saved = false }: WordsViewProps) {
  const { week, plan } = planned;
  const action = addressOf(week, view, '/plan');
  const firstWrong = refused?.problems.find(({ field }) => field !== undefined)?.field;
  const fieldOf = (name: PlanWord) => {
    const problem = refused?.problems.find(({ field }) => field === name)?.what;
    return {
      name,
      was: plan[name] ?? '',
      value: refused?.typed[name] ?? plan[name] ?? '',
      ...(problem !== undefined && { problem }),
      first: name === firstWrong,
    };
  };
  const subject = fieldOf('subject');
  return (
    <section id="words" class="card" aria-labelledby="words-title">
      <h2 id="words-title">Your words</h2>
      <form
        method="post"
        action={action}
        hx-post={action}
        hx-target="#words"
        hx-swap="outerHTML"
        class="stack"
      >
        <input type="hidden" name="move" value="words" />
        <div class="field">
          <div class="week-heading">
            <label for="subject">Subject</label>
            <span class="hint number" id="subject-count">
              <span data-count-of="subject">{characters(subject.value)}</span> of {SUBJECT_MAX}{' '}
              characters
            </span>
          </div>
          <input
            type="text"
            {...attributesOf(subject, 'subject-count usual-subject')}
            value={subject.value}
            placeholder={usualOf(planned).subject}
          />
          <Usual planned={planned} />
          <Rest {...subject} />
        </div>
        <Text
          {...fieldOf('intro')}
          label="Intro"
          hint="Empty: it says what is in the edition."
          rows={3}
        >
          {usualOf(planned).intro}
        </Text>
        <Text
          {...fieldOf('closing')}
          label="Closing note"
          hint="Stands after the last matchup. Empty: none."
          rows={2}
        />
        <div class="buttons">
          <button type="submit" {...(saved && { autofocus: true })}>
            Save
          </button>
          <span class="hint">The letter shows them once they are saved.</span>
        </div>
      </form>
    </section>
  );
}

/** The subject that is used unless one is written; the pick may change it while the form is open. */
export function Usual({ planned, swapped }: { planned: PlannedWeek; swapped?: boolean }) {
  return (
    <p class="hint" id="usual-subject" {...(swapped && { 'hx-swap-oob': 'true' })}>
      {usualOf(planned).subject ? (
        <>
          Empty: “<span data-placeholder-of="subject">{usualOf(planned).subject}</span>”
        </>
      ) : (
        'Empty: it names the first matchup.'
      )}
    </p>
  );
}

function usualOf({ letter }: PlannedWeek): { subject?: string; intro?: string } {
  return letter.kind === 'composed' ? letter.usual : {};
}

interface FieldProps {
  name: PlanWord;
  was: string;
  value: string;
  problem?: string;
  /** Whether it is the first that something is wrong with: where the page opens. */
  first: boolean;
}

interface TextProps extends FieldProps {
  label: string;
  hint: string;
  rows: number;
  /** What is used when it is empty. */
  children?: string | undefined;
}

function Text({ label, hint, rows, children, ...field }: TextProps) {
  return (
    <div class="field">
      <label for={field.name}>{label}</label>
      <textarea {...attributesOf(field, `${field.name}-hint`)} rows={rows} placeholder={children}>
        {/* The parser drops the first line end of a text area. */}
        {`\n${field.value}`}
      </textarea>
      <p class="hint" id={`${field.name}-hint`}>
        {hint}
      </p>
      <Rest {...field} />
    </div>
  );
}

function attributesOf({ name, problem, first }: FieldProps, hints: string) {
  const refused = problem !== undefined;
  return {
    id: name,
    name,
    'aria-describedby': refused ? `${name}-problem ${hints}` : hints,
    ...(refused && { 'aria-invalid': 'true' as const }),
    ...(first && { autofocus: true }),
  };
}

/** What is wrong, and what the text was when the form was opened: so nobody else's is overwritten unseen. */
function Rest({ name, was, problem }: FieldProps) {
  return (
    <>
      {problem !== undefined && <Problem id={`${name}-problem`}>{problem}</Problem>}
      <input type="hidden" name={`${name}-was`} value={was} />
    </>
  );
}
