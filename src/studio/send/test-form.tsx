/** @jsxImportSource hono/jsx */
import type { Week } from '../../editions/week.js';
import { Problem } from '../views/pieces.js';
import type { TestFields } from './view.js';

/** Sends the letter to a few addresses, outside the mailing. */
export function TestForm(props: { week: Week; fields: TestFields | undefined; sendable: boolean }) {
  const { week, fields, sendable } = props;
  const chosen = fields?.format ?? 'digest';
  return (
    <section class="card">
      <h2>Test-send</h2>
      {sendable ? (
        <form method="post" action={`/send/${week}/test`} class="stack">
          <div class="field">
            <label for="addresses">Addresses</label>
            <textarea
              id="addresses"
              name="addresses"
              rows={2}
              autocomplete="off"
              spellcheck={false}
              required
              aria-describedby={fields ? 'addresses-problem addresses-hint' : 'addresses-hint'}
              {...(fields && { 'aria-invalid': 'true' })}
            >
              {fields?.addresses ?? ''}
            </textarea>
            {fields && <Problem id="addresses-problem">{fields.problem}</Problem>}
            <p class="hint" id="addresses-hint">
              One a line, or with commas. The subject begins with [Test]; personal links belong to
              nobody.
            </p>
          </div>
          <fieldset class="choices">
            <legend>Letter</legend>
            {(['digest', 'brief'] as const).map((format) => (
              <label key={format} class="choice">
                <input type="radio" name="format" value={format} checked={format === chosen} />{' '}
                {format === 'digest' ? 'Digest' : 'Brief'}
              </label>
            ))}
          </fieldset>
          <button type="submit" class="quiet">
            Send the test
          </button>
        </form>
      ) : (
        <p class="muted">There is no letter to test yet.</p>
      )}
    </section>
  );
}
