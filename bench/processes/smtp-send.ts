import { createTransport } from 'nodemailer';
import { type Cost, costOf } from '../cost.js';
import { answerOrders } from './orders.js';
import { requests } from './requests.js';

export interface SmtpOrder {
  port: number;
  /** The JSON of one batch. */
  body: Uint8Array;
  count: number;
}

interface Message {
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** nodemailer with a pool of connections, as newsletter systems send without an API. */
answerOrders(async ({ port, body, count }: SmtpOrder): Promise<Cost> => {
  const messages = JSON.parse(Buffer.from(body).toString()) as Message[]; // Our own JSON.
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: 6,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const cost = await costOf(() =>
    requests(count, async (number) => {
      const { from, to, subject, html, text, headers } = messages[number % messages.length] ?? {};
      await transport.sendMail({ from, to, subject, html, text, headers });
    }),
  );
  transport.close();
  return cost;
});
