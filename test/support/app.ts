import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.js';
import type { Clock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { newSubscriberId } from '../../src/subscribers/id.js';
import { temporaryFolder } from './folder.js';
import { newcomersFrom } from './subscribers.js';

/** An app over a fresh folder with the real content, its clock and settings as the test wants them. */
export function testApp(clock: Clock, settings: Record<string, string> = {}): App {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  for (const name of ['panel.json', 'tools', 'comparisons']) {
    cpSync(join('data', name), join(folder, 'data', name), { recursive: true });
  }
  const folders = { DATA_DIR: join(folder, 'data'), SUBSCRIBERS_DIR: join(folder, 'subscribers') };
  return createApp(readConfig({ ...folders, ...settings }), clock);
}

/** Adds so many active readers, `reader0@example.com` and on. */
export async function addReaders(app: App, count: number): Promise<void> {
  const store = await app.subscribers();
  const at = app.clock.now().toISOString();
  const consent = { at, how: 'operator', from: 'test' } as const;
  const entries = Array.from({ length: count }, (_, index) => {
    const email = `reader${index}@example.com`;
    const address = { email, normalised: email };
    const id = newSubscriberId();
    return { id, address, preferences: {}, status: 'active', consent, at } as const;
  });
  await store.admitAll(newcomersFrom(entries));
}
