import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { VerdictsError } from '../errors.js';
import { Turns } from '../turns.js';
import type { Assets } from './assets.js';
import { changesPage } from './changes-page.js';
import { formAddresses } from './form-addresses.js';
import { formAnswers } from './form-answers.js';
import { ownHost, ownPages, passwordIfSet, securityHeaders } from './guards.js';
import { outboxRoom } from './outbox/room.js';
import type { StudioParts } from './parts.js';
import { previewRoom } from './preview/room.js';
import { readersRoom } from './readers/room.js';
import { reportsRoom } from './reports/room.js';
import { notFound, say } from './respond.js';
import { sendRoom } from './send/room.js';
import { weekRoom } from './week/room.js';

/** What no form comes near but the import of readers, in bytes. */
const formLimit = 256 * 1024;

/** Every room, behind the guards that all of them need. */
export function createStudio(parts: StudioParts, assets: Assets): Hono {
  const { app, frame, log } = parts;
  const { host, password } = app.config.studio;
  const studio = new Hono();

  studio.use(securityHeaders());
  studio.use(ownHost(host, foreignName));
  studio.use(passwordIfSet(password, wrongPasswords(parts)));
  studio.use(ownPages(foreignPage));
  studio.use(formAnswers());
  const small = bodyLimit({ maxSize: formLimit, onError: tooLong });
  studio.use((context, next) => (isUpload(context) ? next() : small(context, next)));
  studio.use(async (context, next) => {
    await next();
    if (!context.res.headers.has('cache-control')) {
      context.res.headers.set('cache-control', 'no-store');
    }
  });

  studio.route('/', assets.routes);
  studio.route('/', changesPage(parts));
  studio.get('/', (context) => context.redirect('/week', 302));
  studio.route('/', formAddresses());
  studio.route('/week', weekRoom(parts));
  studio.route('/preview', previewRoom(parts));
  studio.route('/send', sendRoom(parts));
  studio.route('/outbox', outboxRoom(parts));
  studio.route('/readers', readersRoom(parts));
  studio.route('/reports', reportsRoom(parts));
  studio.notFound((context) => notFound(context, frame));
  studio.onError((error, context) => {
    if (error instanceof HTTPException) {
      const answer = error.getResponse();
      return answer.status === 401 && context.req.header('hx-request') === 'true'
        ? passwordWanted(context, answer)
        : answer;
    }
    if (error instanceof VerdictsError) {
      return say(context, frame, {
        status: 422,
        title: 'That does not work as things stand',
        words: [error.message, error.remedy],
        mendable: context.req.method === 'GET',
      });
    }
    log.error({ state: 'failed' }, `A page of the studio failed: ${error.message}`);
    return say(context, frame, {
      status: 500,
      title: 'Something went wrong',
      words: ['The log says what. Nothing half-written is left behind.'],
    });
  });
  return studio;

  function foreignName(context: Context) {
    return say(context, frame, {
      status: 421,
      title: 'The studio is not known under this name',
      words: [`Open it as http://127.0.0.1:${app.config.studio.port}.`],
    });
  }

  function foreignPage(context: Context) {
    return say(context, frame, {
      status: 403,
      title: 'That came from another page',
      words: ['Open the studio here, and press the button again.'],
    });
  }

  /** For a page that was opened with another password: it keeps what it shows. */
  function passwordWanted(context: Context, { headers }: Response) {
    context.header('www-authenticate', headers.get('www-authenticate') ?? '');
    return say(context, frame, {
      status: 401,
      title: 'The studio asks for its password',
      words: ['Reload this page, and give the one of now.'],
    });
  }

  function tooLong(context: Context) {
    return say(context, frame, {
      status: 413,
      title: 'That is too much',
      words: ['What was sent is longer than anything this page takes.'],
    });
  }
}

/** A file of readers may be of any length: it is read as a stream. */
function isUpload(context: Context): boolean {
  return context.req.method === 'POST' && context.req.path === '/readers/import';
}

/** A program that guesses is answered twice a second, from however many places, and logged once a minute. */
function wrongPasswords({ app: { clock }, log }: StudioParts): () => Promise<void> {
  const turns = new Turns();
  let quietUntil = 0;
  return () => {
    const now = clock.now().getTime();
    if (now >= quietUntil) {
      quietUntil = now + 60_000;
      log.warn({ state: 'refused' }, 'A wrong password was given to the studio.');
    }
    return turns.take(() => clock.sleep(500));
  };
}
