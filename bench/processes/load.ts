import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerOrders } from './orders.js';

export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface LoadOrder {
  port: number;
  /** Each is kept alive, and has one request under way at a time. */
  connections: number;
  /** So many of the first requests are not measured. */
  warmUp: number;
  requests: LoadRequest[];
}

export interface LoadAnswer {
  /** From the first measured request to the last answer. */
  seconds: number;
  /** Of each measured request, from its sending to the end of its answer. */
  milliseconds: Float64Array;
  /** How many of all answers had which status. */
  statuses: Record<number, number>;
}

/** Makes the requests over kept connections, as fast as they are answered. */
answerOrders(async ({ port, connections, warmUp, requests }: LoadOrder): Promise<LoadAnswer> => {
  const bytes = requests.map(bytesOf);
  const clients = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const statuses: Record<number, number> = {};
  await fire(clients, bytes.slice(0, warmUp), statuses);
  const start = performance.now();
  const milliseconds = await fire(clients, bytes.slice(warmUp), statuses);
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) client.close();
  return { seconds, milliseconds, statuses };
});

function bytesOf({ method, path, headers = {}, body = '' }: LoadRequest): Buffer {
  const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...length });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}

async function fire(
  clients: Client[],
  requests: Buffer[],
  statuses: Record<number, number>,
): Promise<Float64Array> {
  const milliseconds = new Float64Array(requests.length);
  let next = 0;
  const worker = async (client: Client) => {
    for (let number = next++; number < requests.length; number = next++) {
      const start = performance.now();
      const status = await client.ask(requests[number] ?? Buffer.alloc(0));
      milliseconds[number] = performance.now() - start;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(clients.map(worker));
  return milliseconds;
}

/**
 * A connection that reads no more of an answer than its status and where it ends: Node's own client takes
 * as much of a core as the server, and would be what is measured.
 */
interface Client {
  ask(request: Buffer): Promise<number>;
  close(): void;
}

async function open(port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return {
    ask(request) {
      socket.write(request);
      return statusOfAnswer(socket);
    },
    close: () => socket.destroy(),
  };
}

function statusOfAnswer(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', take);
    socket.on('close', fail);

    function take(piece: Buffer): void {
      received = received.length === 0 ? piece : Buffer.concat([received, piece]);
      const status = wholeAnswer(received);
      if (status === undefined) return;
      settle();
      resolve(status);
    }

    function fail(): void {
      settle();
      reject(new Error('The server closed a connection before its answer was whole.'));
    }

    function settle(): void {
      socket.off('data', take);
      socket.off('close', fail);
    }
  });
}

/** The status, once the answer is whole. One request at a time is under way, so nothing follows it. */
function wholeAnswer(received: Buffer): number | undefined {
  const endOfHead = received.indexOf('\r\n\r\n');
  if (endOfHead < 0) return undefined;
  const head = received.toString('latin1', 0, endOfHead);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const whole =
    length === undefined
      ? received.toString('latin1', received.length - 5) === '0\r\n\r\n'
      : received.length >= endOfHead + 4 + Number(length);
  return whole ? Number(head.slice(9, 12)) : undefined;
}
