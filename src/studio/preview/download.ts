import MailComposer from 'nodemailer/lib/mail-composer';
import type { App } from '../../app.js';
import { deadToken, isOfEdition, type ViewedLetter } from '../../jobs/viewing.js';
import { paths } from '../../letters/links.js';
import type { SeenLetter } from './seen-letter.js';

/** The letter as a mail that mail programs open (RFC 5322), with the headers that it is sent with. */
export function toMail(
  { masthead, listId, clock }: Pick<App, 'masthead' | 'listId' | 'clock'>,
  letter: SeenLetter,
  kind: ViewedLetter,
): Promise<Buffer> {
  const { from, replyTo, to, subject, html, text } = letter;
  // One-click unsubscribe: RFC 8058. The list's identifier: RFC 2919.
  const unsubscribe = {
    'List-Unsubscribe': `<${masthead.publicUrl}${paths.unsubscribe(deadToken)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  const headers =
    isOfEdition(kind) || kind === 'welcome' ? { ...unsubscribe, 'List-Id': listId } : {};
  const mail = new MailComposer({
    from,
    to,
    ...(replyTo !== undefined && { replyTo }),
    subject,
    html,
    text,
    headers,
    date: clock.now(),
  });
  return mail.compile().build();
}
