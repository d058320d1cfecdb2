/** @jsxImportSource hono/jsx */
import type { Subscriber } from '../../../subscribers/subscriber.js';
import { Problem } from '../../views/pieces.js';

export const longestName = 100;

interface NewReader {
  email: string;
  name: string;
  format: Subscriber['format'];
}

export interface AddFormProps {
  /** What was typed. */
  typed?: NewReader;
  /** What is wrong, beside the field that it is about. */
  problem?: { email?: string; agreed?: string };
}

/** Asks for a reader who has agreed to be mailed. */
export function AddForm({ typed, problem = {} }: AddFormProps) {
  const { email = '', name = '', format = 'digest' } = typed ?? {};
  return (
    <div class="columns">
      <form class="card stack" method="post" action="/readers/add" aria-labelledby="who">
        <h2 id="who">Who it is</h2>
        <div class="field">
          <label for="email">Address</label>
          <input
            id="email"
            type="text"
            inputmode="email"
            name="email"
            value={email}
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            {...(problem.email !== undefined && {
              'aria-invalid': 'true' as const,
              'aria-describedby': 'email-problem',
            })}
          />
          {problem.email !== undefined && <Problem id="email-problem">{problem.email}</Problem>}
        </div>
        <div class="field">
          <label for="name">Name (optional)</label>
          <input id="name" type="text" name="name" value={name} maxlength={longestName} />
        </div>
        <div class="field">
          <label for="format">Gets</label>
          <select id="format" name="format">
            <option value="digest" selected={format === 'digest'}>
              the digest
            </option>
            <option value="brief" selected={format === 'brief'}>
              the brief
            </option>
          </select>
        </div>
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              name="agreed"
              value="yes"
              {...(problem.agreed !== undefined && {
                'aria-invalid': 'true' as const,
                'aria-describedby': 'agreed-problem',
              })}
            />{' '}
            This person has agreed to get the newsletter
          </label>
          {problem.agreed !== undefined && <Problem id="agreed-problem">{problem.agreed}</Problem>}
        </div>
        <button type="submit">Add the reader</button>
      </form>
      <section class="card" aria-labelledby="after">
        <h2 id="after">What follows</h2>
        <p>
          The reader is active at once and gets the next edition; your word is kept as the consent,
          with the time.
        </p>
        <p>
          Whoever unsubscribed, bounced or was erased is not brought back this way: only they
          themselves can, by signing up and confirming.
        </p>
      </section>
    </div>
  );
}
