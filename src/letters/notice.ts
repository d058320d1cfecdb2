import type { NoticeProps } from '../../emails/notice.js';
import { senderLine } from '../../emails/wording.js';
import type { Letter, Masthead } from './letter.js';
import { finished } from './markup.js';
import { wrapped } from './wrapping.js';

/** What ops must know or, `to-approve`, editors. `week` is absent where it concerns no edition. */
export interface Notice {
  week?: string;
  kind:
    | 'failed'
    | 'paused'
    | 'stopped'
    | 'missed'
    | 'skipped'
    | 'not-approved'
    | 'preflight-failed'
    | 'to-approve';
  /** What happened, in sentences; each line becomes a paragraph, and commands stand between backticks. */
  what: string;
  /** Where it can be looked at: a URL, and what stands on its button. */
  link?: { label: string; href: string };
  /** What to do about it; commands as above. */
  remedy: string;
}

const happened: Record<Notice['kind'], string> = {
  failed: 'failed',
  paused: 'is paused',
  stopped: 'is stopped',
  missed: 'was missed',
  skipped: 'is skipped: nothing to pick',
  'not-approved': 'is not sent: nobody approved it',
  'preflight-failed': 'is not sent: preflight found errors',
  'to-approve': 'waits for your approval',
};

/** A notice as a letter to those whom it concerns: nobody's slots. Same notice, same bytes. */
export async function renderNotice(notice: Notice, masthead: Masthead): Promise<Letter> {
  const { publication } = masthead;
  const setting = notice.kind === 'to-approve' ? 'EDITORS' : 'OPS_ADDRESS';
  const heading = `${notice.week ?? 'The weekly job'} ${happened[notice.kind]}`;
  const props: NoticeProps = {
    publication,
    // A phone lists its first words only, and the sender is the publication anyway.
    subject: `${heading} (${publication})`,
    heading,
    what: notice.what.split('\n').flatMap((line) => line.trim() || []),
    ...(notice.link && { link: notice.link }),
    remedy: notice.remedy,
    footer: [`You get this letter because your address is in ${setting}.`, senderLine(masthead)],
  };
  const [{ createElement }, { render }, { default: Template }] = await Promise.all([
    import('react'),
    import('../../emails/parts/render.js'),
    import('../../emails/notice.js'),
  ]);
  return {
    subject: props.subject,
    html: finished(await render(createElement(Template, props))),
    text: textOf(props),
  };
}

function textOf({ heading, what, link, remedy, footer }: NoticeProps): string {
  const blocks = [
    ...[heading, ...what].map((paragraph) => wrapped(paragraph)),
    ...(link ? [`${wrapped(`${link.label}:`)}\n${link.href}`] : []),
    ...[`What to do: ${remedy}`, ...footer].map((paragraph) => wrapped(paragraph)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
