import { once } from 'node:events';
import { createServer } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { VerdictsError } from '../errors.js';
import type { Received } from '../feedback/receive.js';
import type { Status } from '../subscribers/subscriber.js';

/** What is counted while the service runs. */
export interface Metrics {
  registry: Registry;
  request(labels: { method: string; route: string; status: number }, seconds: number): void;
  signUp(outcome: 'taken' | 'refused' | 'limited' | 'trapped'): void;
  letter(kind: string, outcome: string): void;
  reader(event: 'confirmed' | 'unsubscribed' | 'preferences' | 'voted' | 'moved' | 'erased'): void;
  webhook(outcome: Received): void;
}

/** `readers` is asked at each scrape. */
export function createMetrics(readers: () => Record<Status, number>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'verdicts_http_request_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const signUps = counter('verdicts_sign_ups_total', 'Sign-ups, by what became of them.', [
    'outcome',
  ]);
  const letters = counter('verdicts_letters_total', 'Single letters to readers.', [
    'kind',
    'outcome',
  ]);
  const events = counter('verdicts_reader_events_total', 'What readers did with their links.', [
    'event',
  ]);
  const webhooks = counter('verdicts_webhooks_total', 'Webhooks that came.', ['outcome']);
  new Gauge({
    name: 'verdicts_subscribers',
    help: 'Subscribers in the store, by status.',
    labelNames: ['status'],
    registers,
    collect() {
      for (const [status, count] of Object.entries(readers())) this.set({ status }, count);
    },
  });
  return {
    registry,
    request: (labels, seconds) => requests.observe(labels, seconds),
    signUp: (outcome) => signUps.inc({ outcome }),
    letter: (kind, outcome) => letters.inc({ kind, outcome }),
    reader: (event) => events.inc({ event }),
    webhook: (outcome) => webhooks.inc({ outcome }),
  };
}

/** Metrics that are being served. */
export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** Serves the metrics to this machine alone. Throws a `VerdictsError` when the port is taken. */
export async function serveMetrics({ registry }: Metrics, port: number): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    const wanted = request.method === 'GET' && request.url === '/metrics';
    if (!wanted) return void response.writeHead(404).end();
    try {
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    } catch {
      response.writeHead(500).end(); // A collector failed; the next scrape asks again.
    }
  });
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new VerdictsError('port', `Metrics cannot be served on port ${port}.`, {
      remedy: 'Set METRICS_PORT to a port that is free, or to 0 for no metrics.',
      exit: 2,
      cause,
    });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
