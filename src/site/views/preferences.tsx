/** @jsxImportSource hono/jsx */
import type { Status } from '../../subscribers/subscriber.js';
import { PressButton } from './press-button.js';
import { FormatChoice, TopicChoice } from './sign-up-form.js';

interface PreferencesViewProps {
  action: string;
  unsubscribe: string;
  status: Status;
  /** The address, masked. */
  mailbox: string;
  format: 'digest' | 'brief';
  topics: readonly string[];
  categories: readonly string[];
  /** Empty: the newsletter's own. */
  timeZone: string;
  usualTimeZone: string;
  /** A day, or empty. */
  pausedUntil: string;
  tomorrow: string;
  saved?: boolean;
  problem?: string;
}

/** Everything that a reader may choose, and what is theirs to take along or away. */
export function PreferencesView(props: PreferencesViewProps) {
  const { action, unsubscribe, status, mailbox, saved, problem } = props;
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
      {problem !== undefined && (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
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
          <a href={unsubscribe}>Unsubscribe</a>
        </p>
      )}
    </div>
  );
}

function Choices(props: PreferencesViewProps) {
  const { action, format, topics, categories, timeZone, usualTimeZone } = props;
  const { pausedUntil, tomorrow } = props;
  return (
    <form class="card stack" method="post" action={action}>
      <FormatChoice format={format} />
      <TopicChoice categories={categories} topics={topics} />
      <div class="field">
        <label for="paused-until">Pause until</label>
        <input
          id="paused-until"
          type="date"
          name="paused-until"
          value={pausedUntil}
          min={tomorrow}
          aria-describedby="pause-hint"
        />
        <p id="pause-hint" class="hint">
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
          aria-describedby="zone-hint"
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name}></option>
          ))}
        </datalist>
        <p id="zone-hint" class="hint">
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
