/** @jsxImportSource hono/jsx */
import type { Status } from '../../subscribers/subscriber.js';
import type { PreferenceFields, PreferenceProblems } from '../preferences-form.js';
import { FieldProblem } from './field-problem.js';
import { PressButton } from './press-button.js';
import { FormatChoice } from './sign-up-form.js';
import { TopicChoice } from './topic-choice.js';

interface PreferencesViewProps {
  action: string;
  unsubscribe: string;
  status: Status;
  /** The address, masked. */
  mailbox: string;
  fields: PreferenceFields;
  /** As `topicsOnOffer` answers them. */
  offered: readonly string[];
  usualTimeZone: string;
  tomorrow: string;
  saved?: boolean;
  problems?: PreferenceProblems;
}

/** Everything that a reader may choose, and what is theirs to take along or away. */
export function PreferencesView(props: PreferencesViewProps) {
  const { action, unsubscribe, status, mailbox, saved, problems } = props;
  return (
    <div class="sections">
      <div>
        <h1 class="title">Your preferences</h1>
        <p class="lead">
          For the subscription of <b>{mailbox}</b>.
        </p>
        {status !== 'active' && (
          <p class="lead">
            It is not active: no edition comes. <a href="/subscribe">Subscribe again</a>.
          </p>
        )}
      </div>
      {saved && (
        <p class="notice" role="status">
          Saved.
        </p>
      )}
      {problems && <Problems problems={problems} />}
      <Choices {...props} />
      <section class="card stack" aria-labelledby="data">
        <h2 id="data" class="subheading">
          Address and data
        </h2>
        <p>Each of these sends a letter with a fresh link to your mailbox first.</p>
        <div class="buttons">
          <PressButton action={action} name="ask" value="change-address" look="quiet">
            Change my address
          </PressButton>
          <PressButton action={action} name="ask" value="download" look="quiet">
            Download my data
          </PressButton>
          <PressButton action={action} name="ask" value="erase" look="quiet">
            Delete my data
          </PressButton>
        </div>
      </section>
      {status === 'active' && (
        <p>
          <a class="alone" href={unsubscribe}>
            Unsubscribe
          </a>
        </p>
      )}
    </div>
  );
}

/** What is wrong, each a link to its field. The page opens here: with several it is not at one of them. */
function Problems({ problems }: { problems: PreferenceProblems }) {
  const fields = [
    { id: 'format', label: 'Format', problem: problems.format },
    { id: 'topics', label: 'Topics', problem: problems.topics },
    { id: 'paused-until', label: 'Pause until', problem: problems.pausedUntil },
    { id: 'time-zone', label: 'Time zone', problem: problems.timeZone },
  ];
  return (
    <div class="notice problem" role="alert" tabindex={-1} autofocus>
      <p>Nothing is saved yet: something is wrong.</p>
      <ul>
        {fields.map(
          ({ id, label, problem }) =>
            problem !== undefined && (
              <li key={id}>
                <a href={`#${id}`}>{`${label}: ${problem}`}</a>
              </li>
            ),
        )}
      </ul>
    </div>
  );
}

function Choices({
  action,
  fields,
  offered,
  usualTimeZone,
  tomorrow,
  problems = {},
}: PreferencesViewProps) {
  const { format, topics, timeZone, pausedUntil } = fields;
  // A pause that ends later today was chosen before; browsers send nothing that is out of range.
  const earliest = pausedUntil !== '' && pausedUntil < tomorrow ? pausedUntil : tomorrow;
  return (
    <form class="card stack" method="post" action={action}>
      <FormatChoice format={format} problem={problems.format} />
      <TopicChoice offered={offered} chosen={topics} problem={problems.topics} />
      <div class="field">
        <label for="paused-until">Pause until</label>
        <input
          id="paused-until"
          type="date"
          name="paused-until"
          value={pausedUntil}
          min={earliest}
          {...described('paused-until', problems.pausedUntil)}
        />
        <FieldProblem of="paused-until" problem={problems.pausedUntil} />
        <p id="paused-until-hint" class="hint">
          No edition comes before that day. Empty: no pause.
        </p>
      </div>
      <div class="field">
        <label for="time-zone">Time zone</label>
        <input
          id="time-zone"
          type="text"
          name="time-zone"
          value={timeZone}
          maxlength={64}
          autocomplete="off"
          spellcheck={false}
          list="time-zones"
          {...described('time-zone', problems.timeZone)}
        />
        <FieldProblem of="time-zone" problem={problems.timeZone} />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name}></option>
          ))}
        </datalist>
        <p id="time-zone-hint" class="hint">
          Such as Europe/Berlin. Empty: that of the newsletter, {usualTimeZone}.
        </p>
      </div>
      <div>
        <button class="button" type="submit">
          Save
        </button>
      </div>
    </form>
  );
}

/** What says to a screen reader how to fill a field in, and what is wrong with it. */
function described(id: string, problem: string | undefined) {
  return problem === undefined
    ? { 'aria-describedby': `${id}-hint` }
    : { 'aria-describedby': `${id}-problem ${id}-hint`, 'aria-invalid': 'true' as const };
}
