import { inChild } from './child.js';
import type { Identity } from './identity.js';
import type { SandboxReport } from './processes/sandbox.js';
import type { SendAnswer } from './processes/send-week.js';
import type { Room } from './room.js';
import { withSandbox } from './sandbox-child.js';

export interface MailingOptions {
  rateLimit?: number;
  /** Other limits later, each so many seconds after the first request. */
  limits?: { after: number; perSecond: number }[];
  identity?: Identity;
  /** Left out by default: it takes the same time whatever the audience. */
  preflight?: boolean;
}

/**
 * Sends the room's edition to all its readers from a process of its own, to a sandbox in another. Throws
 * unless everybody got exactly one message.
 */
export async function sendMailing(
  room: Room,
  { rateLimit, limits = [], identity, preflight = false }: MailingOptions = {},
): Promise<SendAnswer & { sandbox: SandboxReport }> {
  room.forgetMailing();
  const options = { ...(rateLimit && { rateLimit }), ...(identity && { identity }) };
  return withSandbox(options, async ({ url, env, tell }) => {
    await tell({ limits });
    const sent = await inChild<SendAnswer>(
      'send-week',
      { settings: room.settings(url), preflight },
      { env },
    );
    const sandbox = await tell({ report: true });
    if (sandbox.messages[1] !== room.readers || Object.keys(sandbox.messages).length !== 1) {
      throw new Error(`Not everybody got one message: ${JSON.stringify(sandbox.messages)}`);
    }
    return { ...sent, sandbox };
  });
}
