import type { App } from '../app.js';
import { nextDue } from '../editions/schedule.js';
import { momentInWords } from '../letters/wording.js';
import type { Log } from '../log.js';
import { sendTest } from '../mailings/test-send.js';
import { draftWeek } from './drafting.js';
import { tell } from './notices.js';

/**
 * Where editors must approve, drafts the next edition ahead of its due time, and mails them the digest
 * and what to do about it, once for each content: who approves should have seen it. Does nothing where
 * approval is automatic, or it is too early.
 */
export async function announceDraft(app: App, log: Log): Promise<void> {
  const { approval, draftAheadHours, editorAddresses } = app.config;
  if (approval === 'automatic') return;
  const { week, dueAt } = nextDue(app.clock.now(), app.schedule);
  const early = dueAt.getTime() - app.clock.now().getTime() > draftAheadHours * 3600_000;
  if (early || (await app.mailings.read(week))) return;

  const drafted = await app.editions.read(week);
  const edition = drafted ?? (await draftWeek(app, week)).drafted?.edition;
  if (!edition || (await app.editions.readAnnounced(week)) === edition.hash) return;
  if (editorAddresses.length > 0) {
    const { from, replyTo } = app.config;
    const terms = { from, replyTo, listId: app.listId, masthead: app.masthead };
    const mark = 'To approve';
    const preview = { edition, format: 'digest', terms, addresses: editorAddresses, mark } as const;
    const door = await app.openDoor();
    try {
      await sendTest({ ...preview, occasion: 'approval' }, door.courier, app.clock);
    } finally {
      await door.close();
    }
  }
  const due = momentInWords(new Date(edition.dueAt), edition.timeZone);
  const page = `${app.masthead.publicUrl}/drafts/${edition.hash}`;
  log.info({ week }, `The draft can be seen at ${page}`);
  await tell(
    app,
    {
      week,
      kind: 'to-approve',
      what: `“${edition.subject}” is due ${due}.`,
      link: { label: 'Look at the draft', href: page },
      remedy: `Approve it with one press in the studio (\`verdicts studio\`), on the page Send, or run \`verdicts approve ${week} --hash ${edition.hash.slice(0, 12)}\`: it goes out when it is due.`,
    },
    log,
  );
  await app.editions.writeAnnounced(week, edition.hash);
}
