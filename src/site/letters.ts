import { localDate, nextDue } from '../editions/schedule.js';
import { type LinkLetterKind, renderLinkLetter } from '../letters/confirm.js';
import { paths } from '../letters/links.js';
import { latestOf, renderWelcome } from '../letters/welcome.js';
import type { Address } from '../subscribers/address.js';
import type { LetterKind, Subscriber } from '../subscribers/subscriber.js';
import { askForLetter } from '../subscribers/transitions.js';
import type { SiteParts } from './parts.js';

const dayMs = 86_400_000;

/** How long the links in letters work. */
const lifeMs = {
  confirm: 7 * dayMs,
  'change-address': 3_600_000,
  'new-address': dayMs,
  download: 3_600_000,
  erase: 3_600_000,
};

type Writing = Pick<SiteParts, 'app' | 'signer' | 'postbox' | 'log' | 'catalogue'>;

/** Writes the letter that brings a link of this kind to the reader's mailbox. */
export function writeLinkLetter(parts: Writing, reader: Subscriber, kind: LetterKind): void {
  const expiresAt = new Date(parts.app.clock.now().getTime() + lifeMs[kind]);
  if (kind === 'new-address') {
    const { movingTo } = reader;
    if (!movingTo) return;
    const options = { expiresAt, about: movingTo.normalised };
    const token = parts.signer.sign(kind, reader.id, options);
    post(parts, { ...reader, ...movingTo }, kind, paths.newAddress(token));
    return;
  }
  const token = parts.signer.sign(kind, reader.id, { expiresAt });
  const path = {
    confirm: paths.confirm,
    'change-address': paths.changeAddress,
    download: paths.download,
    erase: paths.erase,
  }[kind](token);
  post(parts, reader, kind, path);
}

/** Tells a reader whose address is entered again, whatever for, that there is nothing to confirm. */
export function writeKnownLetter(parts: Writing, reader: Subscriber): void {
  post(parts, reader, 'known', paths.preferences(parts.signer.sign('preferences', reader.id)));
}

/** Asks whether the reader may get such a letter now and, if so, writes it. False when not. */
export async function sendLinkLetter(
  parts: Writing & Pick<SiteParts, 'readers'>,
  reader: Subscriber,
  kind: LetterKind,
): Promise<boolean> {
  const at = parts.app.clock.now().toISOString();
  const asked = await parts.readers.change(reader.id, (now) => askForLetter(now, kind, at));
  if (asked?.kind !== 'changed') return false;
  writeLinkLetter(parts, asked.subscriber, kind);
  return true;
}

/** Welcomes a reader who has just confirmed. */
export function writeWelcome(parts: Writing, reader: Subscriber): void {
  const { app, signer, catalogue, postbox, log } = parts;
  const { publicUrl } = app.masthead;
  const link = (path: string) => publicUrl + path;
  const unsubscribe = link(paths.unsubscribe(signer.sign('unsubscribe', reader.id)));
  const taken = postbox.post({
    reader,
    kind: 'welcome',
    // One-click unsubscribe: RFC 8058. The list's identifier: RFC 2919.
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': app.listId,
    },
    async letter() {
      const [edition] = (await catalogue()).editions;
      const { dueAt } = nextDue(app.clock.now(), app.schedule);
      return renderWelcome(
        {
          address: reader.email,
          format: reader.format,
          topics: reader.topics,
          nextOn: localDate(dueAt, reader.timeZone ?? app.schedule.timeZone),
          latest: edition && latestOf(edition, app.masthead),
          links: {
            preferences: link(paths.preferences(signer.sign('preferences', reader.id))),
            unsubscribe,
          },
        },
        app.masthead,
      );
    },
  });
  if (!taken) log.error({}, full);
}

const full = 'A letter was not written: too many wait to be posted.';

function post(
  { app, postbox, log }: Writing,
  reader: Pick<Subscriber, 'id'> & Address,
  kind: LinkLetterKind,
  path: string,
): void {
  const { email: address } = reader;
  const link = app.masthead.publicUrl + path;
  const taken = postbox.post({
    reader,
    kind,
    letter: () => renderLinkLetter({ kind, address, link }, app.masthead),
  });
  if (!taken) log.error({}, full);
}
