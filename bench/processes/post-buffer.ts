import { Resend } from 'resend';
import { type Cost, costOf } from '../cost.js';
import { answerOrders } from './orders.js';
import { requests } from './requests.js';

export interface PostOrder {
  url: string;
  /** The JSON of one batch. */
  body: Uint8Array;
  count: number;
}

/** Posts one ready buffer again and again through the SDK: the limit of that road. */
answerOrders(async ({ url, body, count }: PostOrder): Promise<Cost> => {
  const resend = new Resend('re_bench', { baseUrl: url });
  return costOf(() =>
    requests(count, async (number) => {
      const options = { body, idempotencyKey: `post/${number}` };
      const { error } = await resend.post('/emails/batch', undefined, options);
      if (error !== null) throw new Error(error.message);
    }),
  );
});
