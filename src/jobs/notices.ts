import { createHash } from 'node:crypto';
import type { App } from '../app.js';
import { type Notice, renderNotice } from '../letters/notice.js';
import type { Log } from '../log.js';
import { sortReply } from '../mailings/answers.js';
import { repeated } from '../mailings/repeating.js';
import { redactedText } from '../redaction.js';

type Teller = Pick<App, 'clock' | 'config' | 'masthead' | 'openDoor'>;

/** So many times a letter is posted before it is given up; the key makes that safe. */
const tries = 3;

/**
 * Tells ops what needs them: a line in the log, and a letter to OPS_ADDRESS if that is set; editors, at
 * EDITORS, what waits for their approval. The letter's
 * idempotency key is made of all that it says, and Resend keeps keys for 24 hours (its docs), so the same
 * notice is not mailed twice within a day, whoever tells it. Never throws: what keeps it from being told
 * is logged in its turn. False when the letter was not taken and may be later.
 */
export async function tell(app: Teller, notice: Notice, log: Log): Promise<boolean> {
  const { kind, what, remedy } = notice;
  log[kind === 'failed' ? 'error' : 'warn'](fieldsOf(notice), `${what} ${remedy}`);
  return mailed(app, notice, log, (reason) => {
    log.error(fieldsOf(notice), `The notice could not be mailed: ${reason}`);
  });
}

/** The same of a notice that was told in vain, without a word in the log while it still is. */
export async function tellAgain(app: Teller, notice: Notice, log: Log): Promise<boolean> {
  return mailed(app, notice, log, () => {});
}

async function mailed(
  app: Teller,
  notice: Notice,
  log: Log,
  onFailure: (reason: string) => void,
): Promise<boolean> {
  const fields = fieldsOf(notice);
  try {
    const addresses = addressesOf(app, notice);
    if (addresses.length === 0) return true;
    const refused = await mail(app, notice);
    const whom = `${refused} of ${addresses.length} addresses`;
    if (refused === 0) log.info(fields, 'The notice was mailed.');
    else log.error(fields, `The notice was refused for ${whom}. Check OPS_ADDRESS and EDITORS.`);
    return true;
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function fieldsOf({ week, kind }: Notice) {
  return { ...(week !== undefined && { week }), state: kind };
}

function addressesOf({ config }: Teller, { kind }: Notice): readonly string[] {
  return kind === 'to-approve' ? config.editorAddresses : config.opsAddresses;
}

/** How many of the addresses Resend refused. Throws when it did not take the letter at all. */
async function mail(app: Teller, notice: Notice): Promise<number> {
  const { from } = app.config;
  const safe = { ...notice, what: redactedText(notice.what), remedy: redactedText(notice.remedy) };
  const letter = await renderNotice(safe, app.masthead);
  const tags = [{ name: 'notice', value: notice.kind }];
  const messages = addressesOf(app, notice).map((address) => ({
    from,
    to: [address],
    ...letter,
    tags,
  }));
  const body = Buffer.from(JSON.stringify(messages));
  const key = `notice/${createHash('sha256').update(body).digest('hex')}`;

  const door = await app.openDoor();
  try {
    const post = async () => sortReply(await door.courier.post(body, key), messages.length);
    const answer = await repeated(post, app.clock, tries);
    if (answer.kind === 'accepted') return answer.refused.length;
    throw new Error(answer.reason);
  } finally {
    await door.close();
  }
}
