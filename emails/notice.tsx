import { Button } from './parts/button.js';
import { Commands } from './parts/commands.js';
import { Document } from './parts/document.js';
import { Block, Card } from './parts/layout.js';
import { Words } from './parts/words.js';

export interface NoticeProps {
  publication: string;
  subject: string;
  /** What happened, as one line. */
  heading: string;
  /** What happened, in full, a paragraph each; commands stand between backticks. */
  what: readonly string[];
  /** Where it can be looked at. */
  link?: { label: string; href: string };
  /** What to do about it; commands as above. */
  remedy: string;
  /** Why the letter came, and who sends it from where, a paragraph each. */
  footer: readonly string[];
}

/** The letter that tells ops, or editors, what needs them. */
export default function Notice(props: NoticeProps) {
  const { publication, subject, heading, what, link, remedy, footer } = props;
  return (
    <Document title={subject} preheader={(what[0] ?? heading).replaceAll('`', '')}>
      <tr>
        <td>
          <Words step="smallstrong">{publication}</Words>
          <Words as="h1" step="heading" above={12} below={20}>
            {heading}
          </Words>
        </td>
      </tr>
      <Card>
        <Block above={0}>
          {what.map((paragraph) => (
            <Words key={paragraph} step="verdict" below={8}>
              <Commands>{paragraph}</Commands>
            </Words>
          ))}
        </Block>
        {link !== undefined && (
          <Block above={12}>
            <Button href={link.href}>{link.label}</Button>
          </Block>
        )}
        <Block>
          <Words as="h2" step="subheading" below={4}>
            What to do
          </Words>
          <Words step="verdict">
            <Commands>{remedy}</Commands>
          </Words>
        </Block>
      </Card>
      <tr>
        <td>
          {footer.map((paragraph) => (
            <Words key={paragraph} step="small" tone="muted" below={8}>
              {paragraph}
            </Words>
          ))}
        </td>
      </tr>
    </Document>
  );
}

Notice.PreviewProps = {
  publication: 'Weekly AI Tool Verdicts',
  subject: '2026-W48 waits for your approval (Weekly AI Tool Verdicts)',
  heading: '2026-W48 waits for your approval',
  what: ['“SmolVLM2-2B vs Mistral” is due Tuesday 24 November 2026, 09:00 UTC.'],
  link: { label: 'Look at the draft', href: 'https://verdicts.example/drafts/sample' },
  remedy:
    'Approve it with one press in the studio (`verdicts studio`), or run `verdicts approve 2026-W48`.',
  footer: [
    'You get this letter because your address is in EDITORS.',
    'Weekly AI Tool Verdicts, 1 Sample Street, 10115 Berlin, Germany',
  ],
} satisfies NoticeProps;
