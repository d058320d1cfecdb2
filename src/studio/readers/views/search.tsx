/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { FoundReaders, ReaderQuery } from '../../../jobs/reader-search.js';
import { mostFound } from '../../../jobs/reader-search.js';
import type { Subscriber } from '../../../subscribers/subscriber.js';
import { Badge, Notice } from '../../views/pieces.js';
import { dayOf, readersOf, statuses, statusTones } from '../wording.js';

interface SearchProps {
  query?: ReaderQuery;
  /** Who was found. */
  children?: Child;
}

/** Sent as a form's body: an address has no place in a URL. What is found has one without it. */
export function Search({ query, children }: SearchProps) {
  return (
    <section class="card" aria-labelledby="find">
      <h2 id="find">Find readers</h2>
      <form
        class="row"
        method="post"
        action="/readers/search"
        hx-post="/readers/search"
        hx-target="#found"
        hx-push-url="true"
        hx-disabled-elt="find button"
      >
        <div class="field">
          <label for="text">Address, name or id</label>
          <input
            id="text"
            type="search"
            name="text"
            value={query?.text ?? ''}
            maxlength={300}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="text-hint"
          />
        </div>
        <div class="field narrow">
          <label for="status">Status</label>
          <select id="status" name="status">
            <option value="">any</option>
            {statuses.map((status) => (
              <option key={status} value={status} selected={query?.status === status}>
                {status}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">Find</button>
      </form>
      <p id="text-hint" class="hint">
        A whole address or its beginning, <code>@</code> and a domain, a part of a name, or an id.
        Empty finds those who came last.
      </p>
      <div id="found" aria-live="polite">
        {children}
      </div>
    </section>
  );
}

/** In place of what was found by a search that is not kept any more. */
export function SearchGone() {
  return (
    <Notice tone="warn">
      There is no such search, or it is not kept any more. Find the reader again.
    </Notice>
  );
}

export function Found({ found: { readers, more } }: { found: FoundReaders }) {
  if (readers.length === 0) {
    return <Notice tone="warn">Nobody is found. Try a shorter beginning, or any status.</Notice>;
  }
  return (
    <>
      <p class="hint">
        {more
          ? `The first ${mostFound} are shown; there are more. Type more of the address or the name.`
          : `${readersOf(readers.length)} found.`}
      </p>
      <div class="scrolls">
        <table class="found">
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Name</th>
              <th scope="col">Status</th>
              <th scope="col">Format</th>
              <th scope="col">Topics</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {readers.map((reader) => (
              <Row key={reader.id} reader={reader} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ reader }: { reader: Subscriber }) {
  const { id, email, name, status, format, topics, createdAt } = reader;
  return (
    <tr>
      <th scope="row">
        <a href={`/readers/${id}`}>{email}</a>
      </th>
      <td>{name ?? <span class="muted">—</span>}</td>
      <td>
        <Badge tone={statusTones[status]}>{status}</Badge>
      </td>
      <td>{format}</td>
      <td>{topics.length > 0 ? topics.join(', ') : <span class="muted">all</span>}</td>
      <td>
        <time datetime={createdAt}>{dayOf(createdAt, { year: true })}</time>
      </td>
    </tr>
  );
}
