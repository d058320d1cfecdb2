import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { confirmedReader, readerAt, servedSite, testSite } from '../support/site.js';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The status that a raw request is answered with. */
async function statusOf(
  url: string,
  headers: Record<string, string | number>,
  pieces: string[],
): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers });
  for (const piece of pieces) sent.write(piece);
  sent.end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}

describe('a body that is too long', () => {
  const long = `email=${'x'.repeat(20_000)}`;

  test('is refused by the length that it declares', async () => {
    const { url } = await servedSite();
    const declared = { ...form, 'content-length': long.length };
    expect(await statusOf(`${url}/subscribe`, declared, [long])).toBe(413);
  });

  test('is refused when it comes in pieces without a length', async () => {
    const { url } = await servedSite();
    const chunked = { ...form, 'transfer-encoding': 'chunked' };
    expect(await statusOf(`${url}/subscribe`, chunked, [long.slice(0, 9000), long])).toBe(413);
    const short = await statusOf(`${url}/subscribe`, chunked, ['email=ada', '%40example.com']);
    expect(short).toBe(200);
  });

  test('is refused to a form where a webhook of that length is read', async () => {
    const { request: ask } = await testSite();
    const body = 'x'.repeat(100_000);
    const headers = { ...form, 'content-length': String(body.length) };
    expect((await ask('/subscribe', { method: 'POST', headers, body })).status).toBe(413);
    expect((await ask('/webhooks/resend', { method: 'POST', headers, body })).status).toBe(401);
  });
});

test('a form that broke off on its way is not taken for an empty one, and fills no log', async () => {
  const site = await testSite();
  const { id } = await confirmedReader(site, 'ada@example.com');
  const { sign } = await site.app.signer();
  const headers = { ...form, 'content-length': 'instead=pause'.length.toString() };
  const gone = new AbortController();
  const body = new ReadableStream({
    pull(controller) {
      gone.abort();
      controller.error(new Error('aborted'));
    },
  });
  const sent = {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
    signal: gone.signal,
  } as const;
  expect((await site.request(`/unsubscribe/${sign('unsubscribe', id)}`, sent)).status).toBe(400);
  expect(await readerAt(site.app, 'ada@example.com')).toMatchObject({ status: 'active' });
  expect(site.logged).toEqual([]);
});

test('a page is answered without a Host where HTTP/1.0 has none, and not where HTTP/1.1 wants one', async () => {
  const { url } = await servedSite();
  const answerTo = async (version: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET /healthz HTTP/${version}\r\n\r\n`);
    return text(socket);
  };
  expect(await answerTo('1.0')).toMatch(/^HTTP\/1.1 200 OK.*{"status":"ok"}/s);
  expect(await answerTo('1.1')).toMatch(/^HTTP\/1.1 400 /);
});
