import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Cli } from '../support/cli.js';
import { confirmedReader, freePort, readerAt, testSite } from '../support/site.js';

const entry = resolve('dist/src/cli.js');

/** `verdicts serve` as a process of its own, once it answers. */
async function startServe(settings: Record<string, string> = {}) {
  const { folder } = new Cli();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = { PORT: String(port), METRICS_PORT: String(metricsPort), SCHEDULE: '0 0 * * 1' };
  const child = spawn(process.execPath, [entry, 'serve', '--json'], {
    cwd: folder,
    env: { PATH: process.env.PATH, GRACE_HOURS: '0', ...env, ...settings },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = text(child.stdout);
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/healthz`)).ok);
  return { child, folder, port, url, metricsPort, output, ended };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('It never came to that.');
}

describe('verdicts serve', () => {
  test('serves the site, and metrics to this machine alone', async () => {
    const { url, metricsPort } = await startServe();
    expect(await (await fetch(`${url}/`)).text()).toContain('Get the next comparison');
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(
      /verdicts_http_request_seconds_count\{method="GET",route="\/",status="200"\} 1/,
    );
    expect(metrics).toContain('verdicts_subscribers{status="active"} 0');
  });

  test('told to stop, answers what is under way, posts the letters that wait, and ends with 0', async () => {
    const { url, child, ended, output, folder } = await startServe();
    const late = httpRequest(`${url}/subscribe`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': 21,
        // The server says so as soon as the request is under way.
        expect: '100-continue',
      },
    });
    const answered = once(late, 'response');
    late.write('email=');
    await once(late, 'continue');
    child.kill('SIGTERM');
    await until(() =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );
    late.end('ada@example.com');
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    expect(await ended).toEqual([0, null]);
    expect(await output).toContain('"state":"stopped"');
    expect(await output).not.toMatch(/ada@|confirm\//);
    const outbox = join(folder, 'data/outbox');
    const letters = readdirSync(outbox, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.eml'),
    );
    expect(letters).toHaveLength(1);
  });

  test('says that a port is taken', async () => {
    const { port } = await startServe();
    const second = await new Cli({ PORT: String(port), METRICS_PORT: '0' }).run('serve');
    expect(second.code).toBe(2);
    expect(second.err).toContain(`The site cannot be served on port ${port}.`);
  });
});

describe('/healthz', () => {
  test('says when nothing can be written', async () => {
    const site = await testSite();
    expect((await site.request('/healthz')).status).toBe(200);
    rmSync(site.app.config.dataDir, { recursive: true });
    site.clock.jump(10_000);
    const response = await site.request('/healthz');
    expect([response.status, await response.json()]).toEqual([503, { status: 'cannot write' }]);
    expect(site.logged.join()).toContain('ENOENT');
  });
});

describe('/webhooks/resend', () => {
  test('takes what is signed, once, and nothing else', async () => {
    const site = await testSite();
    const reader = await confirmedReader(site, 'ada@example.com');
    const payload = JSON.stringify({
      type: 'email.complained',
      created_at: site.clock.now().toISOString(),
      data: {
        email_id: 'one',
        created_at: site.clock.now().toISOString(),
        to: ['ada@example.com'],
        from: 'verdicts@example.com',
        subject: 'x',
        tags: { reader: reader.id },
      },
    });
    const deliver = (body: string, headers: Record<string, string>) =>
      site.request('/webhooks/resend', { method: 'POST', headers, body });
    const secret = readFileSync(join(site.app.config.dataDir, 'webhook-secret'), 'utf8').trim();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(`msg_1.${timestamp}.${payload}`)
      .digest('base64');
    const headers = {
      'content-type': 'application/json',
      'svix-id': 'msg_1',
      'svix-timestamp': timestamp,
      'svix-signature': `v1,${signature}`,
    };
    expect((await deliver(payload, {})).status).toBe(401);
    expect((await deliver(`${payload} `, headers)).status).toBe(401);
    expect((await deliver('x'.repeat(1_100_000), headers)).status).toBe(413);
    expect((await readerAt(site.app, 'ada@example.com')).status).toBe('active');
    expect(await (await deliver(payload, headers)).json()).toEqual({ status: 'counted' });
    expect(await (await deliver(payload, headers)).json()).toEqual({ status: 'repeated' });
    expect((await readerAt(site.app, 'ada@example.com')).status).toBe('suppressed');
  });
});
