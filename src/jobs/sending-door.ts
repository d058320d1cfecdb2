import type { App } from '../app.js';
import type { Config } from '../config.js';
import { VerdictsError } from '../errors.js';
import type { Mailing } from '../mailings/mailing.js';

/**
 * Throws a `VerdictsError` where letters go elsewhere by now than where the mailing was begun: what the sandbox
 * takes reaches nobody, and what it took must not count as sent.
 */
export function checkDoor({ config }: App, { week, door }: Pick<Mailing, 'week' | 'door'>): void {
  const { to } = config.door;
  if (door === undefined || door === to) return;
  if (door === 'resend') {
    throw new VerdictsError('door', `${week} goes to Resend, and RESEND_API_KEY is not set.`, {
      remedy: 'Set it as it was when the mailing was begun: the sandbox mails nobody.',
      exit: 2,
    });
  }
  throw new VerdictsError('door', `${week} went to the sandbox, so that no reader has it.`, {
    remedy: `Move the folder mailings/${week} out of DATA_DIR to mail it through Resend, or unset RESEND_API_KEY.`,
    exit: 3,
  });
}

/**
 * The host that letters go to; undefined for the sandbox, of which there is one. By its name without the port,
 * at which the same server may be found tomorrow.
 */
export function serverOf({ door }: Config): string | undefined {
  return door.to === 'resend' ? new URL(door.baseUrl).hostname : undefined;
}
