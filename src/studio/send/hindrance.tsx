/** @jsxImportSource hono/jsx */
import type { Week } from '../../editions/week.js';
import { Words } from '../views/pieces.js';
import type { Hindrance } from './view.js';

/** Why nothing went out, or nothing more, and what to do. */
export function HindranceNotice({ hindrance, week }: { hindrance: Hindrance; week: Week }) {
  const { words, findings } = hindrance;
  return (
    <div class="notice bad stack" role="alert">
      {words.map((sentence) => (
        <p key={sentence}>
          <Words>{sentence}</Words>
        </p>
      ))}
      {findings.length > 0 && (
        <ul class="findings">
          {findings.map(({ letter, what, remedy }) => (
            <li key={what}>
              <b>
                {letter}: {what}
              </b>{' '}
              {remedy}
            </li>
          ))}
        </ul>
      )}
      {findings.length > 0 && (
        <p>
          <a href={`/preview/${week}/digest`}>See them in the letter</a>
        </p>
      )}
    </div>
  );
}
