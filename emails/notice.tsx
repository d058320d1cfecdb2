import { Document } from './parts/document.js';
import { Block, Card } from './parts/layout.js';
import { Words } from './parts/words.js';

export interface NoticeProps {
  publication: string;
  /** What happened, as one line: the letter's subject. */
  heading: string;
  /** What happened, in full, a paragraph each. */
  what: readonly string[];
  /** What to do about it. */
  remedy: string;
  /** Why the letter came. */
  footer: string;
}

/** The letter that tells ops what needs them. */
export default function Notice({ publication, heading, what, remedy, footer }: NoticeProps) {
  return (
    <Document title={heading} preheader={what[0] ?? heading}>
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
              {paragraph}
            </Words>
          ))}
        </Block>
        <Block>
          <Words as="h2" step="subheading" below={4}>
            What to do
          </Words>
          <Words step="verdict">{remedy}</Words>
        </Block>
      </Card>
      <tr>
        <td>
          <Words step="small" tone="muted">
            {footer}
          </Words>
        </td>
      </tr>
    </Document>
  );
}

Notice.PreviewProps = {
  publication: 'Weekly AI Tool Verdicts',
  heading: '2026-W47 is paused',
  what: ['31 of 600 readers refused, which is over 5 %.', '1,200 of 1,800 readers are pending.'],
  remedy:
    '`verdicts status --week 2026-W47` shows the receipt; `verdicts resume 2026-W47` goes on.',
  footer: 'You get this letter because your address is in OPS_ADDRESS.',
} satisfies NoticeProps;
