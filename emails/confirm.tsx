import { Button } from './parts/button.js';
import { Document } from './parts/document.js';
import { Block, Card } from './parts/layout.js';
import { Words } from './parts/words.js';

export interface ConfirmProps {
  publication: string;
  subject: string;
  preheader: string;
  /** What is asked, as one line. */
  heading: string;
  /** What happens when the button is pressed, a paragraph each. */
  words: readonly string[];
  button: { label: string; href: string };
  /** How long the link works, and what to do if it was not the reader who asked. */
  note: string;
  /** Why the letter came, and who sends it from where, a paragraph each. */
  footer: readonly string[];
}

/** The letter with one link: it asks the owner of a mailbox to confirm what was asked for on the site. */
export default function Confirm(props: ConfirmProps) {
  const { publication, subject, preheader, heading, words, button, note, footer } = props;
  return (
    <Document title={subject} preheader={preheader}>
      <tr>
        <td>
          <Words step="smallstrong" below={16}>
            {publication}
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
        </Block>
        <Block above={12}>
          <Button href={button.href}>{button.label}</Button>
        </Block>
        <Block above={20}>
          <Words step="note" tone="muted">
            {note}
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

Confirm.PreviewProps = {
  publication: 'Weekly AI Tool Verdicts',
  subject: 'Confirm your subscription to Weekly AI Tool Verdicts',
  preheader: 'One press, and the next edition is yours.',
  heading: 'Confirm your subscription',
  words: [
    'Once a week: AI tools, two at a time, and what a panel of four would ship or skip. Press the button, and the next edition comes to this mailbox.',
  ],
  button: {
    label: 'Confirm my subscription',
    href: 'https://verdicts.example/confirm/sample',
  },
  note: 'The link works for 7 days. If you did not ask for this, do nothing: you will not hear from us.',
  footer: [
    'This letter went to ada@example.com because that address was entered at verdicts.example.',
    'Weekly AI Tool Verdicts, 1 Sample Street, 10115 Berlin, Germany',
  ],
} satisfies ConfirmProps;
