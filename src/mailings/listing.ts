import { z } from 'zod';
import type { Clock } from '../clock.js';
import { type Answer, sortReply } from './answers.js';
import type { ResendCourier } from './courier.js';
import { repeated } from './repeating.js';

/** What to look for in Resend's list. */
export interface Sought {
  /** Lower case. */
  mailboxes: ReadonlySet<string>;
  /** Of the mailing's letters: any other message to such a mailbox is another's. */
  subjects: ReadonlySet<string>;
  /** When the first of the messages may have been taken. */
  since: Date;
  /** When the last of them may have been, where a newer one may be another mailing's with the same subject. */
  until?: Date | undefined;
}

/** What Resend lists of that. */
export interface Listing {
  /** Mailboxes, lower case, each with the id of the newest message to it. */
  found: ReadonlyMap<string, string>;
  /** Whether that is all. If not, who is missing may be further back than was looked. */
  whole: boolean;
}

const Page = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.object({
      id: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      created_at: z.string(),
    }),
  ),
});
type Page = z.infer<typeof Page>;

/** The list can only be read from its newest message on: so far back is looked, 50,000 messages. */
const mostPages = 500;
/** So much Resend's clock may be behind ours, or ahead. */
const slackMs = 15 * 60_000;
/** So often a page is asked for that is not answered. */
const patience = 6;

/**
 * Looks messages up in Resend's list, from the newest back until all are found or older ones come. Undefined
 * when Resend cannot be asked, such as with a key that may only send. `onPage` is told how many are found.
 */
export async function lookUp(
  courier: Pick<ResendCourier, 'list'>,
  { mailboxes, subjects, since, until }: Sought,
  clock: Clock,
  onPage?: (found: number) => void,
): Promise<Listing | undefined> {
  const from = since.getTime() - slackMs;
  const to = until ? until.getTime() + slackMs : Number.POSITIVE_INFINITY;
  const found = new Map<string, string>();
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await askedFor(courier, after, clock);
    if (!page) return undefined;
    const recent = page.data.filter(({ created_at }) => !(Date.parse(created_at) < from));
    for (const { id, to: addressed, subject, created_at } of recent) {
      if (!subjects.has(subject) || Date.parse(created_at) > to) continue;
      for (const each of addressed.map((mailbox) => mailbox.toLowerCase())) {
        if (mailboxes.has(each) && !found.has(each)) found.set(each, id);
      }
    }
    onPage?.(found.size);
    const older = recent.length < page.data.length;
    after = page.data.at(-1)?.id;
    if (!page.has_more || older || after === undefined || found.size === mailboxes.size) {
      return { found, whole: true };
    }
  }
  return { found, whole: false };
}

/** One page, asked for again while Resend is busy or cannot be reached. */
async function askedFor(
  courier: Pick<ResendCourier, 'list'>,
  after: string | undefined,
  clock: Clock,
): Promise<Page | undefined> {
  const ask = async (): Promise<Answer | { kind: 'page'; page: Page }> => {
    const reply = await courier.list(after);
    const page = reply.error === null ? Page.safeParse(reply.data).data : undefined;
    return page ? { kind: 'page', page } : sortReply(reply, 0);
  };
  const answer = await repeated(ask, clock, patience);
  return answer.kind === 'page' ? answer.page : undefined;
}
