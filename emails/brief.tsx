import type { ReactNode } from 'react';
import type { LetterProps } from './letter-props.js';
import { BriefLines } from './parts/brief-lines.js';
import { Footer, MoreOnTheWeb } from './parts/closing.js';
import { MjmlDocument } from './parts/mjml-document.js';
import { Opening } from './parts/opening.js';
import { Prose } from './parts/words.js';
import { previewProps } from './preview-props.js';
import { light, space } from './theme.js';

/** The short letter: one line a matchup. */
export default function Brief({ edition, masthead, links, address }: LetterProps) {
  return (
    <MjmlDocument title={edition.subject} preheader={edition.preheader}>
      <mj-wrapper padding={`4px ${space.gutter}px ${space.card}px`}>
        <Passage below={space.block}>
          <Opening edition={edition} publication={masthead.publication} />
        </Passage>
        <mj-section
          css-class="card framed"
          background-color={light.card}
          border={`1px solid ${light.line}`}
          border-radius="12px"
          padding={`10px ${space.card}px`}
        >
          <mj-column>
            <mj-table role="presentation">
              <tbody>
                <BriefLines matchups={edition.matchups} links={links} />
              </tbody>
            </mj-table>
          </mj-column>
        </mj-section>
        {edition.moreOnTheWeb.length > 0 && (
          <Passage>
            <MoreOnTheWeb edition={edition} links={links} />
          </Passage>
        )}
        {edition.closing !== undefined && (
          <Passage>
            <Prose>{edition.closing}</Prose>
          </Passage>
        )}
        <Passage>
          <Footer masthead={masthead} links={links} address={address} />
        </Passage>
      </mj-wrapper>
    </MjmlDocument>
  );
}

/** Text that stands on the page itself. */
function Passage({ children, below = 0 }: { children: ReactNode; below?: number }) {
  return (
    <mj-section padding={`${space.block}px 0 ${below}px`}>
      <mj-column>
        <mj-text>{children}</mj-text>
      </mj-column>
    </mj-section>
  );
}

Brief.PreviewProps = previewProps satisfies LetterProps;
