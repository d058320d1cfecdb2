import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { anEmail, resendAt } from '../support/sandbox.js';
import {
  type SandboxProcess,
  type SandboxProcessOptions,
  startSandboxProcess,
} from '../support/sandbox-process.js';

const started: SandboxProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.kill()));
});

async function start(options: SandboxProcessOptions): Promise<SandboxProcess> {
  const sandbox = await startSandboxProcess(options);
  started.push(sandbox);
  return sandbox;
}

test('a sandbox in its own process is steered and asked over HTTP', async () => {
  const sandbox = await start({ keep: 'counts', rateLimit: null });
  const resend = resendAt(sandbox);
  await sandbox.fail({ kind: 'fail', status: 503 });
  expect((await resend.emails.send(anEmail())).error?.statusCode).toBe(503);
  await sandbox.limit(50);
  const sent = await resend.emails.send(anEmail());
  expect(sent.headers?.['ratelimit-limit']).toBe('50');
  expect(await sandbox.counts()).toEqual(new Map([['ada@example.com', 1]]));
  expect(await sandbox.answers()).toEqual(
    new Map([
      [200, 1],
      [503, 1],
    ]),
  );
  await expect(sandbox.fail({ kind: 'fail', status: 200 })).rejects.toThrow('status');
});

test('a sandbox killed in the midst of its work has mailed each reader once when all is repeated', async () => {
  const folder = temporaryFolder();
  const batches = Array.from({ length: 8 }, (_, batch) =>
    Array.from({ length: 25 }, (_, n) => anEmail({ to: `reader${batch}-${n}@example.com` })),
  );
  const sendAll = (sandbox: SandboxProcess) =>
    batches.map((emails, batch) =>
      resendAt(sandbox).batch.send(emails, { idempotencyKey: `week/${batch}` }),
    );

  const first = await start({ keep: { folder }, rateLimit: null });
  const sending = sendAll(first);
  await Promise.race(sending);
  await first.kill();
  const answered = await Promise.all(sending);
  expect(answered.some(({ data }) => data !== null)).toBe(true);

  const second = await start({ keep: { folder }, rateLimit: null });
  for (const [batch, repeated] of (await Promise.all(sendAll(second))).entries()) {
    expect(repeated.error).toBeNull();
    const before = answered[batch]?.data;
    if (before) expect(repeated.data).toEqual(before);
  }
  const counts = await second.counts();
  expect(counts.size).toBe(200);
  expect(new Set(counts.values())).toEqual(new Set([1]));
});

test('what a killed sandbox has answered is there for the next one', async () => {
  const folder = temporaryFolder();
  const options = { idempotencyKey: 'k' };
  const first = await start({ keep: { folder } });
  const sent = await resendAt(first).emails.send(anEmail(), options);
  await first.kill();
  const second = await start({ keep: { folder } });
  const again = await resendAt(second).emails.send(anEmail(), options);
  expect(again.data).toEqual(sent.data);
  expect(await second.counts()).toEqual(new Map([['ada@example.com', 1]]));
});
