import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BatchBody } from '../../src/mailings/batch-body.js';
import { resendCourier } from '../../src/mailings/courier.js';
import { templateOf } from '../../src/mailings/message.js';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** A server in the place of Resend; its courier waits a fifth of a second. */
async function courierTo(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return resendCourier(
    { to: 'resend', apiKey: 're_test', baseUrl: `http://127.0.0.1:${port}` },
    0.2,
  );
}

describe('A request that is not answered in time', () => {
  it.each<[string, RequestListener]>([
    ['at all', (request) => request.resume()],
    [
      'to its end',
      (request, response) => {
        request.resume().on('end', () => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
          response.write('{"data":[');
        });
      },
    ],
  ])('%s is over, whatever was forgotten meanwhile', async (_, answer) => {
    const courier = await courierTo(answer);
    if (typeof collectGarbage !== 'function') throw new Error('There is no gc().');
    const collecting = setInterval(() => collectGarbage(), 20);
    onTestFinished(() => clearInterval(collecting));
    for (const ask of [
      () => courier.post(Buffer.from('[]'), 'key/1'),
      () => courier.ping(),
      () => courier.list(),
    ]) {
      expect(await ask()).toEqual({
        data: null,
        error: {
          name: 'time_out',
          statusCode: null,
          message: 'no answer within 0.2 seconds (REQUEST_TIMEOUT_SECONDS)',
        },
        headers: {},
      });
    }
  });
});

describe('A batch’s bytes', () => {
  it('never change once they are let go, however the body is filled again', () => {
    const body = new BatchBody();
    const template = templateOf([0], [({ to }) => to]);
    const fill = (to: string) =>
      body.fill([{ template, values: { reader: 'a', to, slots: {} } }]).bytes;
    const first = fill('first@example.com');
    body.letGo();
    fill('other@example.com');
    expect(first.toString()).toBe('[first@example.com]');
  });
});
