import { Resend } from 'resend';
import { describe, expect, it } from 'vitest';
import { BatchBody } from '../../src/mailings/batch-body.js';
import { resendCourier } from '../../src/mailings/courier.js';
import { compileMessage } from '../../src/mailings/message.js';
import { listen } from '../support/listen.js';
import { mailingOf } from '../support/mailings.js';
import { letter, valuesOf } from '../support/messages.js';

describe('a message’s bytes', () => {
  it('are the very request that the SDK’s batch.send makes of the same messages', async () => {
    const seen: { body: string; headers: Record<string, unknown> }[] = [];
    const server = await listen((request, body, response) => {
      seen.push({ body, headers: request.headers });
      response.end(JSON.stringify({ data: [{ id: 'a' }, { id: 'b' }], errors: [] }));
    });
    const mailing = { ...mailingOf(2), replyTo: 'editors@example.com' };
    const template = compileMessage(letter, mailing);
    const addresses = ['o\'hara+"x"&<y>@example.com', 'ada@example.com'];
    const messages = addresses.map((each) => ({ template, values: valuesOf(each) }));
    const { bytes } = new BatchBody().fill(messages);
    const door = { to: 'resend', apiKey: 're_1', baseUrl: server.url } as const;
    await resendCourier(door, 5).post(bytes, 'key/1');

    const sdkMessages = JSON.parse(bytes.toString()).map(
      ({ reply_to: replyTo, ...rest }: { reply_to: string }) => ({ ...rest, replyTo }),
    );
    const sdk = new Resend('re_1', { baseUrl: server.url });
    await sdk.batch.send(sdkMessages, { idempotencyKey: 'key/1', batchValidation: 'permissive' });

    const [ours, theirs] = seen;
    expect(JSON.parse(ours?.body ?? '')).toEqual(JSON.parse(theirs?.body ?? ''));
    expect(ours?.headers).toEqual({
      ...theirs?.headers,
      'content-length': ours?.headers['content-length'],
    });
  });

  it('carry what mail clients need for one-click unsubscribe', () => {
    const template = compileMessage(letter, mailingOf(1));
    const { bytes } = new BatchBody().fill([{ template, values: valuesOf('ada@example.com') }]);
    const [message] = JSON.parse(bytes.toString());
    expect(message).toMatchObject({
      to: ['ada@example.com'],
      headers: {
        'List-Unsubscribe': '<https://verdicts.example.com/unsubscribe/U-1>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Id': 'Verdicts <verdicts.example.com>',
      },
      tags: [
        { name: 'mailing', value: '2026-W47-0123456789ab' },
        { name: 'reader', value: 'reader0000000001' },
      ],
    });
    expect(message).not.toHaveProperty('reply_to');
  });
});
