import { type CreateBatchOptions, Resend } from 'resend';
import { type Cost, costOf } from '../cost.js';
import { answerOrders } from './orders.js';
import type { PostOrder } from './post-buffer.js';
import { requests } from './requests.js';

/** The SDK as its documentation shows it, given ready messages. */
answerOrders(async ({ url, body, count }: PostOrder): Promise<Cost> => {
  const resend = new Resend('re_bench', { baseUrl: url });
  const messages = messagesIn(body);
  return costOf(() =>
    requests(count, async (number) => {
      const options = { idempotencyKey: `batch/${number}`, batchValidation: 'permissive' } as const;
      const { error } = await resend.batch.send(messages, options);
      if (error !== null) throw new Error(error.message);
    }),
  );
});

function messagesIn(body: Uint8Array): CreateBatchOptions {
  const parsed = JSON.parse(Buffer.from(body).toString()) as { reply_to?: string }[]; // Our own JSON.
  return parsed.map(({ reply_to: replyTo, ...rest }) => ({
    ...rest,
    ...(replyTo === undefined ? {} : { replyTo }),
  })) as CreateBatchOptions; // The API's names are the SDK's but for that one.
}
