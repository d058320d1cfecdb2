import { type Child, startChild } from './child.js';
import type { Identity } from './identity.js';
import type { SandboxOrder, SandboxReport } from './processes/sandbox.js';

export interface RunningSandbox {
  url: string;
  /** What a process needs in its environment to talk to it. */
  env: Record<string, string>;
  tell(order: SandboxOrder): Promise<SandboxReport>;
}

/** Runs `work` beside a sandbox in a process of its own that only counts; over TLS with an identity. */
export async function withSandbox<T>(
  { rateLimit = null, identity }: { rateLimit?: number | null; identity?: Identity },
  work: (sandbox: RunningSandbox) => Promise<T>,
): Promise<T> {
  const child: Child = startChild('sandbox');
  const tell = (order: SandboxOrder) => child.ask<SandboxReport>(order);
  try {
    const tls = identity && { key: identity.key, cert: identity.cert };
    const { url } = await tell({ start: { rateLimit, ...(tls && { tls }) } });
    return await work({ url, env: identity?.env ?? {}, tell });
  } finally {
    await child.end();
  }
}
