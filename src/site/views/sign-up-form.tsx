/** @jsxImportSource hono/jsx */
import { EmailField } from './email-field.js';
import { FieldProblem } from './field-problem.js';
import { TopicChoice, topicsOnOffer } from './topic-choice.js';

/** What a visitor chose, to be shown again when something is wrong. */
export interface SignUpValues {
  email: string;
  format: 'digest' | 'brief';
  topics: readonly string[];
}

/**
 * The form with nothing but the address. Its words are a label and a button's value, so that it adds no
 * line to the text of the page that it closes.
 */
export function SignUpLine() {
  return (
    <form class="signup" method="post" action="/subscribe" data-sign-up>
      <input
        type="email"
        name="email"
        required
        maxlength={254}
        autocomplete="email"
        placeholder="you@example.com"
        aria-label="Email address"
      />
      <Trap />
      <input class="button" type="submit" value="Subscribe" />
    </form>
  );
}

interface SignUpFormProps {
  categories: readonly string[];
  values?: SignUpValues;
  /** What is wrong with the address. */
  problem?: string;
}

/** The form with all choices. */
export function SignUpForm({ categories, values, problem }: SignUpFormProps) {
  const { email = '', format = 'digest', topics = [] } = values ?? {};
  return (
    <form class="stack" method="post" action="/subscribe" data-sign-up>
      <EmailField label="Email address" value={email} problem={problem} />
      <Trap />
      <FormatChoice format={format} />
      <TopicChoice offered={topicsOnOffer(categories)} chosen={topics} />
      <div>
        <button class="button" type="submit">
          Subscribe
        </button>
      </div>
    </form>
  );
}

/** A field that no person sees and many machines fill in. */
function Trap() {
  return (
    <div class="trap" aria-hidden="true">
      <input
        type="text"
        name="website"
        tabindex={-1}
        autocomplete="off"
        aria-label="Leave this empty"
      />
    </div>
  );
}

interface FormatChoiceProps {
  format: 'digest' | 'brief';
  /** What is wrong with what was sent, which no form of ours offers. */
  problem?: string | undefined;
}

export function FormatChoice({ format, problem }: FormatChoiceProps) {
  return (
    <fieldset id="format" {...(problem !== undefined && { 'aria-describedby': 'format-problem' })}>
      <legend>Format</legend>
      <label class="choice">
        <input type="radio" name="format" value="digest" checked={format === 'digest'} />
        <span>Digest: a card for each matchup</span>
      </label>
      <label class="choice">
        <input type="radio" name="format" value="brief" checked={format === 'brief'} />
        <span>Brief: one line for each matchup</span>
      </label>
      <FieldProblem of="format" problem={problem} />
    </fieldset>
  );
}
