import { Hono } from 'hono';
import type { SiteParts } from './parts.js';

/**
 * Where Resend reports what became of messages. The body goes on as it came, because the signature is
 * over its bytes; 200 means that the event is on disk.
 */
export function webhookRoutes({
  receiveWebhook,
  metrics,
}: Pick<SiteParts, 'receiveWebhook' | 'metrics'>): Hono {
  const routes = new Hono();
  routes.post('/webhooks/resend', async (context) => {
    const header = (name: string) => context.req.header(name) ?? '';
    const headers = {
      id: header('svix-id'),
      timestamp: header('svix-timestamp'),
      signature: header('svix-signature'),
    };
    const received = await receiveWebhook({ payload: await context.req.text(), headers });
    metrics.webhook(received);
    return context.json({ status: received }, statuses[received]);
  });
  return routes;
}

const statuses = { counted: 200, repeated: 200, unauthorised: 401, unreadable: 400 } as const;
