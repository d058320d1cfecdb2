import { Fragment } from 'react';
import type { Edition } from '../../src/editions/edition.js';
import type { LetterLinks, LetterProps } from '../letter-props.js';
import { moreOnTheWeb, senderLine, unlistedLine } from '../wording.js';
import { Sentence, TextLink, Words } from './words.js';

/** The comparisons that did not fit into the letter, each with its verdict and a link. */
export function MoreOnTheWeb({ edition, links }: { edition: Edition; links: LetterLinks }) {
  const { listed, unlisted } = moreOnTheWeb(edition);
  return (
    <>
      <Words as="h2" step="heading">
        More on the web
      </Words>
      {listed.map(({ pair, left, right }) => (
        <Fragment key={pair.slug}>
          <Words step="strong" above={14}>
            <TextLink
              href={links.comparison(pair.slug)}
            >{`${left.name} vs ${right.name}`}</TextLink>
          </Words>
          <Words step="body">
            <Sentence tools={[left, right]}>{pair.outcome.sentence}</Sentence>
          </Words>
        </Fragment>
      ))}
      {unlisted > 0 && (
        <Words step="body" above={14}>
          <TextLink href={links.web}>{unlistedLine(unlisted)}</TextLink>
        </Words>
      )}
    </>
  );
}

interface FooterProps extends Pick<LetterProps, 'masthead' | 'address'> {
  /** `web` is absent where the letter is on no page. */
  links: Pick<LetterLinks, 'preferences' | 'unsubscribe'> & Partial<Pick<LetterLinks, 'web'>>;
}

/** Why the reader gets the letter, how to change or end that, and who sends it from where. */
export function Footer({ masthead, links, address }: FooterProps) {
  return (
    <>
      <Words step="small" tone="muted">
        {`You get this letter because ${address} is subscribed to ${masthead.publication}.`}
      </Words>
      <Words step="links" tone="muted" above={4} below={4}>
        <TextLink tone="muted" href={links.preferences}>
          Change your preferences
        </TextLink>
        {' · '}
        <TextLink tone="muted" href={links.unsubscribe}>
          Unsubscribe
        </TextLink>
        {links.web !== undefined && (
          <>
            {' · '}
            <TextLink tone="muted" href={links.web}>
              Read on the web
            </TextLink>
          </>
        )}
      </Words>
      <Words step="small" tone="muted">
        {senderLine(masthead)}
      </Words>
    </>
  );
}
