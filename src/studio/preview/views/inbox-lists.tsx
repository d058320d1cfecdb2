/** @jsxImportSource hono/jsx */
import { between, type InboxRow, inboxRows } from '../../../letters/inbox-rows.js';
import type { Sight } from '../seen-letter.js';

/** The letter unread in each client's list, light and dark. */
export function InboxLists({ sight }: { sight: Exclude<Sight, { kind: 'nothing' }> }) {
  if (sight.kind !== 'letter') return <section id="seen-lists" />;
  const { subject, preview, from } = sight.letter;
  const sender = /^(.*?)\s*<[^>]*>$/.exec(from)?.[1] || from;
  return (
    <section id="seen-lists" class="card">
      <h2>In the inbox</h2>
      <p class="hint">
        Subject and preheader, cut as lists cut them at the usual widths. Windows and settings
        differ: what matters belongs in the first words.
      </p>
      <div class="inboxes">
        {inboxRows({ subject, preview }).map((row) => (
          <figure key={row.client} class={`inbox ${row.client}`}>
            <figcaption>
              <b>{row.name}</b> <span class="hint">{cutInWords(row)}</span>
            </figcaption>
            {(['light', 'dark'] as const).map((scheme) => (
              <div
                key={scheme}
                class={`inbox-row ${scheme}`}
                {...(scheme === 'dark' && { 'aria-hidden': 'true' })}
              >
                <span class="unread" />
                <span class="sender">{sender}</span>
                <span class="time">09:00</span>
                <span class="words">
                  <b>{row.subject}</b>
                  {row.client === 'gmail-web' && row.preview !== '' && (
                    <span class="between">{between}</span>
                  )}
                  <span class="preview">{row.preview}</span>
                </span>
              </div>
            ))}
          </figure>
        ))}
      </div>
    </section>
  );
}

function cutInWords({ subjectCut, previewCut, preview }: InboxRow): string {
  if (subjectCut) return preview === '' ? 'cuts the subject, no preheader' : 'cuts the subject';
  if (preview === '') return 'no preheader';
  return previewCut ? 'shows the subject, cuts the preheader' : 'shows both whole';
}
