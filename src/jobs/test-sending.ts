import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import type { Format } from '../letters/letter.js';
import { mailboxesOf, sendTest, type TestSend } from '../mailings/test-send.js';
import { editionToShow } from './drafting.js';

interface TestSending {
  /** The week whose letter is sent; undefined for the one that editors work on. */
  week: Week | undefined;
  format: Format;
  /** As an operator typed them. */
  addresses: readonly string[];
}

/** What came of it; `accepted` is undefined where nothing is picked, so that there is no letter. */
interface TestSent {
  week: Week;
  format: Format;
  accepted: number | undefined;
}

/**
 * Sends a week's letter, as drafted or as today's content would make it, to these addresses: marked as a test,
 * outside any mailing. Throws a `VerdictsError` when an address is none (code `address`), or Resend does not
 * take all of it.
 */
export async function sendWeekAsTest(
  app: App,
  { week: named, format, addresses }: TestSending,
): Promise<TestSent> {
  const mailboxes = mailboxesOf(addresses);
  const { week, edition } = await editionToShow(app, named);
  if (!edition) return { week, format, accepted: undefined };
  const occasion = String(app.clock.now().getTime());
  const { accepted } = await mailTest(app, { edition, format, mailboxes, mark: 'Test', occasion });
  return { week, format, accepted };
}

/** `sendTest` under the terms of the settings; it throws what that throws. */
export async function mailTest(
  app: App,
  test: Omit<TestSend, 'terms'>,
): Promise<{ accepted: number }> {
  const { from, replyTo } = app.config;
  const terms = { from, replyTo, listId: app.listId, masthead: app.masthead };
  const door = await app.openDoor();
  try {
    return await sendTest({ ...test, terms }, door.courier, app.clock);
  } finally {
    await door.close();
  }
}
