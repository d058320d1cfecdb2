/** @jsxImportSource hono/jsx */
import type { Edition } from '../../editions/edition.js';
import { shortHash } from '../../editions/wording.js';
import type { Mailed } from '../../jobs/outgoing.js';
import { momentInWords, toolOf } from '../../letters/wording.js';
import { figure, situationOf } from '../send/words.js';
import type { Frame } from '../views/frame.js';
import { Badge, Figure, Figures } from '../views/pieces.js';
import { Fact, LetterView } from './letter-view.js';
import type { View } from './requests.js';
import { WeekDocument } from './week-page.js';

interface MailedPageProps {
  frame: Frame;
  view: View;
  mailed: Mailed;
  timeZone: string;
}

/** A week whose mailing has begun: what it holds, and where to see what came of it. Nothing can be changed. */
export function MailedPage({ frame, view, mailed, timeZone }: MailedPageProps) {
  const { week, mailing, edition, receipt } = mailed;
  const { is, tone, word } = situationOf(mailed);
  const lead =
    receipt.state === 'finished'
      ? 'It is mailed'
      : is === 'over'
        ? 'It is over'
        : 'Its mailing has begun';
  return (
    <WeekDocument
      frame={frame}
      week={week}
      view={view}
      lead={`${lead}: it never changes any more.`}
    >
      <section class="card week-standing" aria-label="State of the week">
        <Figures>
          <Figure
            label="State"
            value={<Badge tone={tone}>{word}</Badge>}
            hint={`frozen on ${momentInWords(new Date(mailing.frozenAt), timeZone)}`}
          />
          <Figure label="Audience" value={figure(mailing.audience.readers)} hint="readers" />
          <Figure label="Content" value={<code>{shortHash(mailing.editionHash)}</code>} />
        </Figures>
        <div class="buttons">
          <a class="button quiet" href={`/reports/${week}`}>
            What came of it
          </a>
          <a class="button quiet" href={`/send/${week}`}>
            {is === 'over' ? 'How it was sent' : 'How it is sent'}
          </a>
        </div>
      </section>
      <div class="week-columns">
        <div class="week-work">
          {edition ? (
            <Contents edition={edition} />
          ) : (
            <p class="card">Its edition is not there any more.</p>
          )}
        </div>
        <LetterView week={week} view={view}>
          {''}
        </LetterView>
      </div>
    </WeekDocument>
  );
}

function Contents({ edition }: { edition: Edition }) {
  const { subject, preheader, intro, closing, matchups, moreOnTheWeb } = edition;
  return (
    <>
      <section class="card" aria-labelledby="held-title">
        <h2 id="held-title">What it held</h2>
        <div class="scrolls">
          <table>
            <thead>
              <tr>
                <th scope="col">Comparison</th>
                <th scope="col">Outcome</th>
                <th scope="col" class="number">
                  Where
                </th>
              </tr>
            </thead>
            <tbody>
              {[...matchups, ...moreOnTheWeb].flatMap((matchup, index) =>
                matchup.pairs.map((pair) => (
                  <tr key={pair.slug}>
                    <th scope="row">{`${toolOf(matchup, pair.left).name} vs ${toolOf(matchup, pair.right).name}`}</th>
                    <td>{pair.outcome.sentence}</td>
                    <td class="number">
                      {index < matchups.length ? `Card ${index + 1}` : 'On the web'}
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      </section>
      <section class="card" aria-labelledby="said-title">
        <h2 id="said-title">Its words</h2>
        <dl class="week-facts">
          <Fact name="Subject">{subject}</Fact>
          <Fact name="Preheader">{preheader}</Fact>
          <Fact name="Intro">{intro}</Fact>
          {closing && <Fact name="Closing note">{closing}</Fact>}
        </dl>
      </section>
    </>
  );
}
