/** @jsxImportSource hono/jsx */
import type { ImportReport } from '../../../subscribers/import.js';
import { Notice, Problem } from '../../views/pieces.js';
import { type ImportStage, largestFile, mostProblems, type ReaderImport } from '../imports.js';
import { numberOf, readersOf } from '../wording.js';

/** Where a file is chosen; a refused one says beside the field what is wrong. */
export function UploadForm({ problem }: { problem?: string }) {
  return (
    <div class="columns">
      <form
        class="card stack"
        method="post"
        action="/readers/import"
        enctype="multipart/form-data"
        aria-labelledby="choose"
      >
        <h2 id="choose">Choose a file</h2>
        <div class="field">
          <label for="file">CSV file</label>
          <input
            id="file"
            type="file"
            name="file"
            accept=".csv,.tsv,.txt,text/csv"
            required
            aria-describedby={problem === undefined ? 'file-hint' : 'file-problem file-hint'}
            {...(problem !== undefined && { 'aria-invalid': 'true' })}
          />
          {problem !== undefined && <Problem id="file-problem">{problem}</Problem>}
          <p id="file-hint" class="hint">
            UTF-8, up to {largestFile / 1024 / 1024} MB, with or without a line of headers. The file
            is looked through first; nothing is written before you say so.
          </p>
        </div>
        <button type="submit">Look it through</button>
      </form>
      <section class="card" aria-labelledby="columns">
        <h2 id="columns">What is read</h2>
        <p>
          Exports of newsletter tools and spreadsheets, with commas, semicolons or tabs. Columns are
          known by their names: email, name, status, format, topics, and when and how somebody
          agreed.
        </p>
        <p>
          Nobody is revived: who unsubscribed, bounced or was erased stays so, whatever the file
          says. A reader whom the file marks as unsubscribed or bounced is kept as such, and not
          mailed.
        </p>
        <p>Import people only who agreed to get this newsletter.</p>
      </section>
    </div>
  );
}

/** Where a file stands, as a piece that asks for itself anew while work is under way. */
export function ImportPiece({ id, name, stage }: ReaderImport) {
  const working = stage.at === 'checking' || stage.at === 'importing';
  const path = `/readers/import/${id}`;
  return (
    <div
      id="import"
      class="stack"
      {...(working && { 'hx-get': path, 'hx-trigger': 'every 400ms', 'hx-swap': 'outerHTML' })}
    >
      <p>
        File: <b>{name}</b>
      </p>
      {stageView(stage, path)}
    </div>
  );
}

function stageView(stage: ImportStage, path: string) {
  switch (stage.at) {
    case 'checking':
    case 'importing':
      return <Progress stage={stage} path={path} />;
    case 'checked':
      return <Checked report={stage.report} path={path} />;
    case 'imported':
      return <Imported report={stage.report} />;
    case 'failed':
      return <Failed stage={stage} />;
  }
}

type Working = Extract<ImportStage, { share: number }>;

function Progress({ stage: { at, rows, share }, path }: { stage: Working; path: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div class="card">
      <h2>{at === 'checking' ? 'Looking through the file…' : 'Importing…'}</h2>
      <progress value={percent} max={100} aria-label="Share of the file that is read" />
      <p>
        {percent}% of the file, {numberOf(rows)} rows.{' '}
        {at === 'checking' ? 'Nothing is written.' : 'You may leave this page: the import goes on.'}
      </p>
      <noscript>
        <p>
          <a href={path}>See how far it is now</a>
        </p>
      </noscript>
    </div>
  );
}

function Checked({ report, path }: { report: ImportReport; path: string }) {
  const { added, recorded, changed } = report;
  const effect = added + recorded + changed;
  return (
    <>
      <Notice tone={effect > 0 ? 'good' : 'warn'}>
        {effect > 0
          ? `Nothing is written yet. The import would bring ${readersOf(added)} who will be mailed.`
          : `Nothing is written, and the import would change nothing: of no row there is anything new.`}
      </Notice>
      <Report report={report} title="What the import would come to" />
      <div class="buttons">
        {effect > 0 && (
          <form method="post" action={path}>
            <button type="submit" name="do" value="import">
              Import for real
            </button>
          </form>
        )}
        <form method="post" action={path}>
          <button type="submit" class="quiet" name="do" value="forget">
            Forget this file
          </button>
        </form>
      </div>
      <p class="hint">The file waits an hour for you to decide; then it is removed.</p>
    </>
  );
}

function Imported({ report }: { report: ImportReport }) {
  return (
    <>
      <Notice tone="good">
        The file is imported: {readersOf(report.added)} added. The file itself is removed.
      </Notice>
      <Report report={report} title="What became of the rows" />
      <div class="buttons">
        <a class="button" href="/readers">
          To the readers
        </a>
        <a class="button quiet" href="/readers/import">
          Import another file
        </a>
      </div>
    </>
  );
}

function Failed({ stage }: { stage: Extract<ImportStage, { at: 'failed' }> }) {
  const written =
    stage.during === 'checking'
      ? 'Nothing was written.'
      : 'What stands before that in the file is imported; importing it again leaves that as it is.';
  return (
    <>
      <UploadForm problem={`${stage.what} ${stage.remedy}`} />
      <p class="hint">{written}</p>
    </>
  );
}

function Report({ report, title }: { report: ImportReport; title: string }) {
  const { rows, added, recorded, changed, alreadyThere, duplicates, keptOut, invalid } = report;
  const lines: [number, string][] = [
    [added, 'added, and will be mailed'],
    [recorded, 'added as not to be mailed, as the file says'],
    [changed, 'changed'],
    [alreadyThere, 'already there'],
    [duplicates, 'twice in the file'],
    [keptOut, 'kept out: left, bounced or was erased before'],
    [invalid, 'no readers, or not readable'],
  ];
  return (
    <div class="columns">
      <section class="card" aria-labelledby="outcome">
        <h2 id="outcome">{title}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Rows that are</th>
              <th scope="col" class="number">
                How many
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([count, meaning]) => (
              <tr key={meaning} class={count === 0 ? 'muted' : ''}>
                <th scope="row">{meaning}</th>
                <td class="number">{numberOf(count)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">in all</th>
              <td class="number">{numberOf(rows)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
      {report.notes.map((note) => (
        <Notice key={note} tone="warn">
          {note}
        </Notice>
      ))}
      {report.problems.length > 0 && <Problems report={report} />}
    </div>
  );
}

function Problems({ report: { problems, keptOut, invalid } }: { report: ImportReport }) {
  const all = keptOut + invalid;
  return (
    <section class="card" aria-labelledby="problems">
      <h2 id="problems">Kept out or not readable</h2>
      {all > problems.length && (
        <p class="muted">
          The first {mostProblems} of {numberOf(all)}.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              Line
            </th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, problem }) => (
            <tr key={line}>
              <th scope="row" class="number">
                {numberOf(line)}
              </th>
              <td>{problem}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
