import type { Masthead } from '../src/letters/letter.js';
import { Button } from './parts/button.js';
import { Footer } from './parts/closing.js';
import { Document } from './parts/document.js';
import { Block, Card, Ruled } from './parts/layout.js';
import { TextLink, Words } from './parts/words.js';

export interface WelcomeProps {
  masthead: Masthead;
  /** The letter's subject. */
  subject: string;
  preheader: string;
  heading: string;
  /** What the reader will get, a paragraph each. */
  words: readonly string[];
  /** The latest edition; absent before the first. */
  latest?: { subject: string; date: string; href: string };
  links: { preferences: string; unsubscribe: string };
  address: string;
}

/** The first letter to a reader who has just confirmed. */
export default function Welcome(props: WelcomeProps) {
  const { masthead, subject, preheader, heading, words, latest, links, address } = props;
  return (
    <Document title={subject} preheader={preheader}>
      <tr>
        <td>
          <Words step="smallstrong" below={16}>
            {masthead.publication}
          </Words>
        </td>
      </tr>
      <Card>
        <Block above={0}>
          <Words as="h1" step="heading" below={8}>
            {heading}
          </Words>
          {words.map((paragraph) => (
            <Words key={paragraph} step="verdict" below={8}>
              {paragraph}
            </Words>
          ))}
          <Words step="verdict">
            <TextLink href={links.preferences}>Choose format, topics and pauses</TextLink>
          </Words>
        </Block>
        {latest !== undefined && (
          <Ruled>
            <Words step="small" tone="muted">
              {`The latest edition · ${latest.date}`}
            </Words>
            <Words as="h2" step="subheading" above={2} below={14}>
              {latest.subject}
            </Words>
            <Button href={latest.href}>Read the latest edition</Button>
          </Ruled>
        )}
      </Card>
      <tr>
        <td>
          <Footer masthead={masthead} links={links} address={address} />
        </td>
      </tr>
    </Document>
  );
}

Welcome.PreviewProps = {
  masthead: {
    publication: 'Weekly AI Tool Verdicts',
    publicUrl: 'https://verdicts.example',
    postalAddress: '1 Sample Street, 10115 Berlin, Germany',
  },
  subject: 'Welcome to Weekly AI Tool Verdicts',
  preheader: 'You are in. The next edition is due on 24 November 2026.',
  heading: 'You are in',
  words: [
    'The next edition is due on 24 November 2026. You get the digest: a card for each matchup, with the verdicts of all four reviewers.',
  ],
  latest: {
    subject: 'SmolVLM2-2B vs Mistral: three rounds, one tie',
    date: '17 November 2026',
    href: 'https://verdicts.example/editions/2026-W47',
  },
  links: {
    preferences: 'https://verdicts.example/preferences/sample',
    unsubscribe: 'https://verdicts.example/unsubscribe/sample',
  },
  address: 'ada@example.com',
} satisfies WelcomeProps;
