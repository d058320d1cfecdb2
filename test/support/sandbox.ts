import type { CreateBatchEmailOptions } from 'resend';
import { Resend } from 'resend';
import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';

/** A sandbox that is closed when the test that asked for it ends. */
export async function testSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ rateLimit: null, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export function resendAt({ url }: { url: string }, apiKey = 're_test'): Resend {
  return new Resend(apiKey, { baseUrl: url });
}

export function anEmail(
  change: Partial<CreateBatchEmailOptions> & { to?: string | string[] } = {},
): CreateBatchEmailOptions {
  return {
    from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
    to: ['ada@example.com'],
    subject: 'Ship or skip?',
    html: '<p>Ship.</p>',
    text: 'Ship.',
    ...change,
  } as CreateBatchEmailOptions; // A change may leave the union of html, text and template.
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
