/** @jsxImportSource hono/jsx */
import { raw } from 'hono/html';
import { isWritten, type PreviewAddress, pathOf } from '../address.js';
import type { SeenLetter, Sight } from '../seen-letter.js';
import { sourceMarkup } from '../source-markup.js';
import { letterName, lookName, widthName } from './names.js';

interface LetterViewProps {
  address: PreviewAddress;
  sight: Exclude<Sight, { kind: 'nothing' }>;
}

/** The letter on a screen of that width: in a frame that loads itself anew, or as text. */
export function LetterView({ address, sight }: LetterViewProps) {
  const { letter, width, look, mark } = address;
  const title = `${letterName[letter]}, ${widthName[width]}, ${lookName[look].toLowerCase()}`;
  const written = isWritten(address);
  const scheme = look === 'dark' ? 'dark' : 'light';
  return (
    <section class={`device w${width} ${written ? '' : scheme}`} aria-label="The letter">
      <MailHead address={address} sight={sight} />
      {written ? (
        <div id="seen-text">
          {sight.kind === 'letter' &&
            (look === 'text' ? (
              <PlainText letter={sight.letter} />
            ) : (
              <Source letter={sight.letter} />
            ))}
        </div>
      ) : (
        <iframe
          id="letter"
          title={title}
          src={`${pathOf(address, '/frame')}${mark === undefined ? '' : '#mark'}`}
          width={width === 'desktop' ? 960 : Number(width)}
          height="800"
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          data-live
        />
      )}
    </section>
  );
}

function MailHead({ address, sight }: LetterViewProps) {
  const { mark: _, width: __, look: ___, ...letter } = address;
  const file = (ending: string) =>
    pathOf({ ...letter, width: '600', look: 'light' }).replace(
      address.letter,
      `${address.letter}.${ending}`,
    );
  return (
    <div id="seen-head" class="mail-head">
      {sight.kind === 'letter' && (
        <>
          <p class="mail-subject">{sight.letter.subject}</p>
          <dl>
            <dt>From</dt>
            <dd>{sight.letter.from}</dd>
            <dt>To</dt>
            <dd>{sight.letter.to}</dd>
          </dl>
          <p class="mail-files">
            <span class="muted">Download</span> <a href={file('html')}>HTML</a>{' '}
            <a href={file('txt')}>Text</a> <a href={file('eml')}>Mail (.eml)</a>
          </p>
        </>
      )}
    </div>
  );
}

function PlainText({ letter }: { letter: SeenLetter }) {
  return (
    <section class="written" tabindex={0} aria-label="Plain text">
      <pre>{letter.text}</pre>
    </section>
  );
}

function Source({ letter }: { letter: SeenLetter }) {
  return (
    <section class="written source" tabindex={0} aria-label="Source">
      <pre>
        <code>{raw(sourceMarkup(letter.html))}</code>
      </pre>
    </section>
  );
}
