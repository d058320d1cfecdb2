import { describe, expect, it } from 'vitest';
import { askAll } from '../../src/jobs/outside-links.js';
import { listen } from '../support/listen.js';

async function server() {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  const { url } = await listen(({ method, url: path }, _, response) => {
    asked.push(`${method} ${path}`);
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    if (path === '/broken') {
      response.destroy();
      return;
    }
    if (path === '/moved') response.writeHead(302, { location: '/there' });
    else if (path === '/get-only' && method === 'HEAD') response.writeHead(405);
    else if (path === '/gone') response.writeHead(410);
    setTimeout(() => response.end(), 20);
  });
  return { url, asked, most: () => most };
}

describe('asking for outside links', () => {
  it('says what each answers: found, moved, found by GET alone, gone, broken', async () => {
    const { url, asked } = await server();
    const paths = ['/there', '/moved', '/get-only', '/gone', '/broken'];
    const replies = await askAll(paths.map((path) => url + path));
    const statuses = paths.slice(0, 4).map((path) => replies.get(url + path));
    expect(statuses).toEqual([200, 200, 200, 410].map((status) => ({ status })));
    expect(replies.get(`${url}/broken`)).toEqual({ failure: expect.stringMatching(/./) });
    expect(asked).not.toContain('GET /there');
    expect(asked).toContain('GET /get-only');
  });

  it('asks for each once, and five at a time', async () => {
    const { url, asked, most } = await server();
    const addresses = Array.from({ length: 20 }, (_, index) => `${url}/page${index}`);
    await askAll([...addresses, ...addresses]);
    expect(asked).toHaveLength(20);
    expect(most()).toBeLessThanOrEqual(5);
    expect(most()).toBeGreaterThan(1);
  });

  it('stops when it is told to', async () => {
    const { url } = await server();
    await expect(askAll([`${url}/there`], AbortSignal.abort())).rejects.toThrow('abort');
  });
});
