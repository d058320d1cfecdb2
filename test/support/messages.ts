import type { CompiledLetter } from '../../src/letters/slots.js';
import type { MessageValues } from '../../src/mailings/message.js';

/** A letter with an address wherever one may stand, and what JSON and HTML escape. */
export const letter: CompiledLetter = {
  subject: ['A "subject" — ünïcode'],
  html: [
    '<p title="',
    { slot: 'address', context: 'attribute' },
    '">\n',
    { slot: 'address', context: 'html-text' },
    '</p>',
  ],
  text: [
    'To ',
    { slot: 'address', context: 'plain' },
    '\n',
    { slot: 'vote', context: 'url' },
    '\\',
  ],
};

/** One reader's values; only the address differs from reader to reader. */
export const valuesOf = (address: string): MessageValues => ({
  reader: 'reader0000000001',
  to: address,
  slots: { address, unsubscribe: 'U-1', preferences: 'P_1', vote: 'V1' },
});
