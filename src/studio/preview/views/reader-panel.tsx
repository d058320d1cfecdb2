/** @jsxImportSource hono/jsx */
import { Badge, Problem } from '../../views/pieces.js';
import { type PreviewAddress, pathOf } from '../address.js';
import type { ShownReader } from '../readers.js';

interface ReaderPanelProps {
  address: PreviewAddress;
  reader: ShownReader;
  samples: readonly ShownReader[];
  /** Some of the real ones. */
  readers: readonly ShownReader[];
  /** What was looked for in vain. */
  search: { who: string; problem: string } | undefined;
}

/** For whom the letter is shown: real readers, found by address, and made-up ones. */
export function ReaderPanel({ address, reader, samples, readers, search }: ReaderPanelProps) {
  const { mark: _, ...unmarked } = address;
  const action = pathOf(unmarked, '/reader');
  return (
    <section class="card readers" id="readers" aria-labelledby="readers-title">
      <h2 id="readers-title">Reader</h2>
      <Chosen reader={reader} />
      <form
        class="row"
        method="post"
        action={action}
        hx-post={action}
        hx-target="#readers"
        hx-swap="outerHTML"
      >
        <div class="field">
          <label for="who">Address or id</label>
          <input
            id="who"
            name="who"
            type="text"
            autocomplete="off"
            spellcheck={false}
            required
            value={search?.who ?? ''}
            {...(search && { 'aria-invalid': 'true', 'aria-describedby': 'who-problem' })}
          />
        </div>
        <button type="submit" class="quiet">
          Show
        </button>
      </form>
      {search && <Problem id="who-problem">{search.problem}</Problem>}
      <Choice label="Sample readers" address={unmarked} readers={samples} current={reader.id} />
      {readers.length > 0 ? (
        <Choice
          label="The first readers"
          address={unmarked}
          readers={readers}
          current={reader.id}
        />
      ) : (
        <p class="hint">
          There are no real readers yet: <a href="/readers">import some</a>.
        </p>
      )}
    </section>
  );
}

function Chosen({ reader }: { reader: ShownReader }) {
  const { viewer, name, real } = reader;
  const { status, format, topics } = viewer;
  return (
    <div class="chosen">
      <p>
        <b>{name}</b>{' '}
        {status ? (
          <Badge tone={status === 'active' ? 'good' : 'warn'}>{status}</Badge>
        ) : (
          <Badge>sample</Badge>
        )}
      </p>
      <p class="hint">
        {format ? `Gets the ${format}` : 'Gets either letter'},{' '}
        {topics.length === 0 ? 'all topics' : topics.join(', ')}
        {!real && `; ${viewer.email}`}
      </p>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  address: PreviewAddress;
  readers: readonly ShownReader[];
  current: string;
}

function Choice({ label, address, readers, current }: ChoiceProps) {
  return (
    <nav aria-label={label}>
      <h3>{label}</h3>
      <ul>
        {readers.map(({ id, name, viewer }) => (
          <li key={id}>
            <a
              href={pathOf({ ...address, reader: id, letter: letterFor(address, viewer.format) })}
              {...(id === current && { 'aria-current': 'true' })}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Of the two letters of a week, the one that the reader gets. */
function letterFor({ letter }: PreviewAddress, format: 'digest' | 'brief' | undefined) {
  return letter === 'digest' || letter === 'brief' ? (format ?? letter) : letter;
}
