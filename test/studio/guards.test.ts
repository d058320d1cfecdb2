import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { testStudio } from '../support/studio.js';

const rooms = ['/week', '/preview', '/send', '/outbox', '/readers', '/reports'];

describe('The studio', () => {
  it('answers under the names of this machine, and under no other', async () => {
    const { get } = await testStudio();
    for (const host of ['127.0.0.1:4000', 'localhost:4000', '[::1]:4000', '127.0.0.1']) {
      expect((await get('/week/next', { host })).status, host).toBe(200);
    }
    for (const host of [
      'evil.example',
      'evil.example:4000',
      '192.0.2.7:4000',
      '127.0.0.1.evil.example',
      '',
    ]) {
      const response = await get('/week/next', { host });
      expect(response.status, host).toBe(421);
      expect(await response.text()).not.toContain('evil');
    }
  });

  it('changes nothing that one of its own pages did not ask for', async () => {
    const { get, request } = await testStudio();
    const post = (headers: Record<string, string>) => request('/week', { method: 'POST', headers });
    const foreign = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:3000' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:4000' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of foreign) {
      expect((await post(headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await post({ origin: 'http://127.0.0.1:4000' })).status).not.toBe(403);
    expect((await get('/week/next')).status).toBe(200);
  });

  it.each(rooms)('lets nothing into %s that is not its own', async (room) => {
    const { get } = await testStudio();
    const response = await get(room);
    expect([200, 302]).toContain(response.status);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('asks everybody for the password once there is one', async () => {
    const { get } = await testStudio({ STUDIO_PASSWORD: 'a long password' });
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`editor:${password}`).toString('base64')}`,
    });
    expect((await get('/week')).status).toBe(401);
    const refused = await get('/week', basic('a wrong password'));
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('STUDIO_PASSWORD; any name does. Reload');
    expect((await get('/week/next', basic('a long password'))).status).toBe(200);
  });

  it('answers wrong passwords one after the other, the right one at once', async () => {
    const { get, clock } = await testStudio({ STUDIO_PASSWORD: 'a long password' });
    const given = (password: string) => {
      const authorization = `Basic ${Buffer.from(`editor:${password}`).toString('base64')}`;
      return get('/week/next', { authorization });
    };
    await Promise.all(['one', 'two', 'three'].map(given));
    expect(clock.slept).toEqual([500, 500, 500]);
    expect((await given('a long password')).status).toBe(200);
    expect(clock.slept).toHaveLength(3);
  });

  it('says in the log that a wrong password was given, once a minute and without it', async () => {
    const { get, clock, logged } = await testStudio({ STUDIO_PASSWORD: 'a long password' });
    const authorization = `Basic ${Buffer.from('editor:something wrong').toString('base64')}`;
    await get('/week');
    expect(logged).toEqual([]);
    for (const waited of [0, 59_000, 1000]) {
      clock.jump(waited);
      await get('/week', { authorization });
    }
    expect(logged).toHaveLength(2);
    expect(logged.join('')).toContain('A wrong password was given to the studio.');
    expect(logged.join('')).not.toContain('something');
  });

  it('does not listen where others reach it without a password', () => {
    expect(() => readConfig({ STUDIO_HOST: '0.0.0.0' })).toThrow(/STUDIO_PASSWORD/);
    expect(() => readConfig({ STUDIO_HOST: '::' })).toThrow(/STUDIO_PASSWORD/);
    const { studio } = readConfig({ STUDIO_HOST: '0.0.0.0', STUDIO_PASSWORD: 'a long password' });
    expect(studio.host).toBe('0.0.0.0');
    expect(readConfig({ STUDIO_HOST: '::1' }).studio.password).toBeUndefined();
  });

  it('says that a page is not there', async () => {
    const { get } = await testStudio();
    const response = await get('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such page');
  });
});
