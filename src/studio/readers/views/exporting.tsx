/** @jsxImportSource hono/jsx */
import type { Status } from '../../../subscribers/subscriber.js';
import { numberOf, readersOf, statuses } from '../wording.js';

/** The files that can be downloaded: of everybody, and of each status. */
export function ExportView({ counts }: { counts: Record<Status, number> }) {
  const all = statuses.reduce((sum, status) => sum + counts[status], 0);
  return (
    <div class="card">
      <p>
        Files hold people’s addresses: keep them where others cannot read them, and delete them when
        they are of no more use. CSV is safe to open in a spreadsheet, and can be imported here
        again; JSON has all that is kept of each reader.
      </p>
      <div class="scrolls">
        <table>
          <caption>{readersOf(all)} in the store</caption>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col" class="number">
                Readers
              </th>
              <th scope="col">Download</th>
            </tr>
          </thead>
          <tbody>
            <Row name="all" readers={all} filter="" />
            {statuses.map((status) => (
              <Row
                key={status}
                name={status}
                readers={counts[status]}
                filter={`?status=${status}`}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ name, readers, filter }: { name: string; readers: number; filter: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{numberOf(readers)}</td>
      <td class="buttons">
        <a href={`/readers/export.csv${filter}`} download>
          CSV<span class="visually-hidden"> of {name} readers</span>
        </a>
        <a href={`/readers/export.json${filter}`} download>
          JSON<span class="visually-hidden"> of {name} readers</span>
        </a>
      </td>
    </tr>
  );
}
