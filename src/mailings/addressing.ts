import { VerdictsError } from '../errors.js';
import { compileLetter } from '../letters/slots.js';
import type { Signer } from '../subscribers/links.js';
import type { Addressee, Mailing } from './mailing.js';
import { compileMessage, type Message, type MessageTemplate } from './message.js';
import type { MailingShelf } from './shelf.js';

/**
 * What turns a mailing's frozen letters into messages: each variant is compiled once, each reader's
 * links are signed. Throws a `VerdictsError` when the key that the mailing was frozen with is gone.
 */
export async function addressing(
  mailing: Mailing,
  shelf: Pick<MailingShelf, 'readLetter'>,
  signer: Signer,
): Promise<(addressee: Addressee) => Message> {
  const templates: MessageTemplate[] = [];
  for (const variant of mailing.variants) {
    const letter = await shelf.readLetter(mailing.week, variant);
    templates.push(compileMessage(compileLetter(letter), mailing));
  }

  return ({ reader, email, to = email, variant }) => {
    const template = templates[variant];
    if (!template) {
      throw new VerdictsError('damaged', `The mailing ${mailing.id} has no variant ${variant}.`, {
        remedy: 'Put the mailing’s files back from a backup.',
        exit: 3,
      });
    }
    const links = signer.signLetter(reader, { key: mailing.signingKey });
    return { template, values: { reader, to, slots: { address: email, ...links } } };
  };
}
