import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { anEmail, collect, resendAt, testSandbox } from '../support/sandbox.js';

const clock = { now: () => new Date('2026-11-20T09:00:00Z'), sleep: async () => {} };

describe('the outbox in a folder', () => {
  test('keeps each message as mail and as JSON, under its id and no address', async () => {
    const folder = temporaryFolder();
    const resend = resendAt(await testSandbox({ keep: { folder }, clock }));
    const { data } = await resend.emails.send(anEmail({ text: 'Größer — ship.' }));
    const id = data?.id ?? '';
    const [request = ''] = await readdir(join(folder, '2026-11-20'));
    const place = join(folder, '2026-11-20', request);
    expect((await readdir(place)).sort()).toEqual([`${id}.eml`, `${id}.json`, 'request.json']);
    expect(JSON.parse(await readFile(join(place, `${id}.json`), 'utf8'))).toMatchObject({
      id,
      to: ['ada@example.com'],
      text: 'Größer — ship.',
      created_at: '2026-11-20T09:00:00.000Z',
    });
    expect(await readFile(join(place, `${id}.eml`), 'utf8')).toContain('To: ada@example.com\r\n');
  });

  test('lets the next sandbox go on: it replays the answer and mails nobody twice', async () => {
    const folder = temporaryFolder();
    const before = await testSandbox({ keep: { folder }, clock });
    const emails = [anEmail(), anEmail({ to: 'bob@example.com' })];
    const options = { idempotencyKey: 'week/1', batchValidation: 'permissive' } as const;
    const first = await resendAt(before).batch.send(emails, options);
    await before.close();

    const after = await testSandbox({ keep: { folder }, clock });
    const again = await resendAt(after).batch.send(emails, options);
    expect(again.data).toEqual(first.data);
    const other = await resendAt(after).batch.send([anEmail()], options);
    expect(other.error?.name).toBe('invalid_idempotent_request');
    expect(await after.counts()).toEqual(
      new Map([
        ['ada@example.com', 1],
        ['bob@example.com', 1],
      ]),
    );
    const ids = first.data?.data.map(({ id }) => id);
    expect((await collect(after.messages())).map(({ id }) => id)).toEqual(ids);
  });

  test('takes what was half-written when a process died as not accepted', async () => {
    const folder = temporaryFolder();
    await resendAt(await testSandbox({ keep: { folder }, clock })).emails.send(anEmail(), {
      idempotencyKey: 'k',
    });
    // As a kill right before the rename leaves it.
    const [request = ''] = await readdir(join(folder, '2026-11-20'));
    const place = join(folder, '2026-11-20', request);
    const draft = join(folder, 'incoming', `${request}-0badcafe`);
    await mkdir(draft);
    for (const name of await readdir(place)) {
      await writeFile(join(draft, name), await readFile(join(place, name)));
    }
    await rm(place, { recursive: true });

    const after = await testSandbox({ keep: { folder }, clock });
    expect(await after.counts()).toEqual(new Map());
    const sent = await resendAt(after).emails.send(anEmail(), { idempotencyKey: 'k' });
    expect(sent.error).toBeNull();
    expect((await after.counts()).get('ada@example.com')).toBe(1);
  });

  test('clears away what was half-written long ago, and leaves what may be written now', async () => {
    const folder = temporaryFolder();
    for (const name of ['old', 'new']) {
      await mkdir(join(folder, 'incoming', name), { recursive: true });
    }
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
    await utimes(join(folder, 'incoming', 'old'), yesterday, yesterday);
    await testSandbox({ keep: { folder }, clock });
    expect(await readdir(join(folder, 'incoming'))).toEqual(['new']);
  });

  test('lets only one of two sandboxes over it accept a key', async () => {
    const folder = temporaryFolder();
    const both = await Promise.all([
      testSandbox({ keep: { folder }, clock }),
      testSandbox({ keep: { folder }, clock }),
    ]);
    const emails = Array.from({ length: 20 }, (_, n) => anEmail({ to: `r${n}@example.com` }));
    const answers = await Promise.all(
      both.map((sandbox) => resendAt(sandbox).batch.send(emails, { idempotencyKey: 'k' })),
    );
    expect(answers[0]?.data).not.toBeNull();
    expect(answers[1]?.data).toEqual(answers[0]?.data);
    const counts = await both[0].counts();
    expect([...counts.values()]).toEqual(Array(20).fill(1));
  });

  test('answers with an error and stays free when the disk refuses', async () => {
    const folder = temporaryFolder();
    const resend = resendAt(await testSandbox({ keep: { folder }, clock }));
    await writeFile(join(folder, '2026-11-20'), 'in the way');
    const failed = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
    expect(failed.error).toMatchObject({ statusCode: 500, name: 'internal_server_error' });
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    await rm(join(folder, '2026-11-20'));
    const sent = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
    expect(sent.error).toBeNull();
  });

  test('names a damaged file and what to do', async () => {
    const folder = temporaryFolder();
    const resend = resendAt(await testSandbox({ keep: { folder }, clock }));
    await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
    const [request = ''] = await readdir(join(folder, '2026-11-20'));
    const file = join(folder, '2026-11-20', request, 'request.json');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
    const again = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
    expect(again.error).toMatchObject({ statusCode: 500 });
    expect(again.error?.message).toContain('request.json is damaged');
  });
});
