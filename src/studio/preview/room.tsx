/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { VerdictsError } from '../../errors.js';
import { findReader } from '../../jobs/readers.js';
import type { WeekView } from '../../jobs/viewing.js';
import type { Finding } from '../../letters/preflight/finding.js';
import { type Look, letterPage } from '../letter-page.js';
import type { StudioParts } from '../parts.js';
import { notFound, piece, say, show } from '../respond.js';
import { Document } from '../views/document.js';
import { type LookName, PreviewAddress, pathOf } from './address.js';
import { toMail } from './download.js';
import { marked, nothingPage, troublePage, withoutScrollbar } from './frame-page.js';
import { createPreflights } from './preflights.js';
import { firstReaders, readerToShow, type ShownReader, samples } from './readers.js';
import { seeLetter, seeWeek, type Trouble } from './seen-letter.js';
import { titleOf } from './views/names.js';
import { PreviewPage } from './views/page.js';
import { PreflightPanel } from './views/preflight-panel.js';
import { ReaderPanel } from './views/reader-panel.js';
import { editionToOpen, weeksToShow } from './weeks.js';

/** How many of the readers are offered without a search. */
const offered = 5;

/** The pages under /preview. */
export function previewRoom({ app, frame, renderer, changes }: StudioParts): Hono {
  const room = new Hono();
  const preflights = createPreflights(app, renderer, changes);

  room.get('/', async (context) => {
    const { week, edition } = await editionToOpen(app);
    if (edition) return context.redirect(`/preview/${week}/digest`, 302);
    return say(context, frame, {
      room: 'preview',
      title: 'Preview',
      words: [
        `Nothing is picked for ${week}, so there is no digest to look at yet.`,
        'Bring in a comparison with `verdicts import`, or see under “This week” what was left out and why.',
      ],
      children: (
        <p class="buttons">
          <a class="button" href="/week">
            This week
          </a>
          <a class="button quiet" href={`/preview/${week}/confirm`}>
            The letter to confirm
          </a>
          <a class="button quiet" href={`/preview/${week}/welcome`}>
            The welcome
          </a>
        </p>
      ),
    });
  });

  room.get('/:week/:letter/frame', async (context) => {
    const asked = await lookedFor(context);
    if (!asked) return notFound(context, frame, 'letter');
    const { address, view, reader } = asked;
    const { look, width } = address;
    const sight = await seeLetter({ app, renderer }, view, address.letter, reader.viewer);
    const plain = { scheme: 'light', images: false, styles: 'all' } as const;
    if (sight.kind === 'trouble') return letterPage(context, troublePage(sight.trouble), plain);
    if (sight.kind === 'nothing') return letterPage(context, nothingPage(address.week), plain);
    if (look === 'text') return context.text(sight.letter.text);
    if (look === 'source') return context.text(sight.letter.html);
    const selector = (await findingOf(view, address))?.selector;
    const { html } = sight.letter;
    const shown = (selector === undefined ? undefined : marked(html, selector)) ?? html;
    return letterPage(context, width === 'desktop' ? shown : withoutScrollbar(shown), {
      scheme: look === 'dark' ? 'dark' : 'light',
      images: look !== 'no-images',
      styles: stylesOf(look),
    });
  });

  room.get('/:week/:letter/preflight', async (context) => {
    const asked = await lookedFor(context);
    if (!asked) return notFound(context, frame, 'letter');
    const { address, view } = asked;
    const panel = <PreflightPanel address={address} outcome={await preflightOf(view, address)} />;
    if (context.req.header('hx-request')) return piece(context, panel);
    return show(
      context,
      <Document
        frame={frame}
        room="preview"
        title="Preflight"
        lead={titleOf(address)}
        aside={
          <a class="button quiet" href={pathOf(address)}>
            Back to the letter
          </a>
        }
      >
        {panel}
      </Document>,
    );
  });

  room.post('/:week/:letter/reader', async (context) => {
    const asked = await lookedFor(context);
    if (!asked) return notFound(context, frame, 'letter');
    const { who } = Search.parse(await context.req.parseBody());
    const found = await readerNamed(who);
    const byHtmx = context.req.header('hx-request') !== undefined;
    if ('problem' in found) {
      const search = { who, problem: found.problem };
      if (!byHtmx) return showPage(context, asked, search);
      const panel = await readerPanel(asked, search);
      return piece(context, panel, 422);
    }
    const { mark: _, ...address } = { ...asked.address, reader: found.id };
    const path = pathOf(address);
    return byHtmx ? context.body(null, 204, { 'hx-redirect': path }) : context.redirect(path, 303);
  });

  room.get('/:week/:file{[a-z-]+\\.(html|txt|eml)}', async (context) => {
    const [letter = '', ending = ''] = context.req.param('file').split('.');
    const asked = await lookedFor(context, letter);
    if (!asked) return notFound(context, frame, 'letter');
    const { address, view, reader } = asked;
    const sight = await seeLetter({ app, renderer }, view, address.letter, reader.viewer);
    if (sight.kind === 'nothing') return notFound(context, frame, 'letter');
    if (sight.kind === 'trouble') {
      const { what, remedy } = sight.trouble;
      throw new VerdictsError('preview', what, { remedy });
    }
    const { html, text } = sight.letter;
    const name = `${address.week}-${letter}.${ending}`;
    context.header('content-disposition', `attachment; filename="${name}"`);
    if (ending === 'html') return context.html(html);
    if (ending === 'txt') return context.text(text);
    const mail = await toMail(app, sight.letter, address.letter);
    return context.body(new Uint8Array(mail), 200, { 'content-type': 'message/rfc822' });
  });

  room.get('/:week/:letter', async (context) => {
    const asked = await lookedFor(context);
    if (!asked) return notFound(context, frame, 'letter');
    return showPage(context, asked);
  });

  return room;

  /** What the address asks for; undefined when there is no such week, letter or reader. */
  async function lookedFor(context: Context, letter = context.req.param('letter')) {
    const parsed = PreviewAddress.safeParse({
      ...context.req.query(),
      week: context.req.param('week'),
      letter,
    });
    if (!parsed.success) return undefined;
    const address = parsed.data;
    const view = await seeWeek(app, address.week);
    const edition = 'edition' in view ? view.edition : undefined;
    const reader = await readerToShow(app, address.reader, edition);
    return reader && { address, view, reader };
  }

  async function showPage(
    context: Context,
    asked: Asked,
    search?: { who: string; problem: string },
  ) {
    const { address, view, reader } = asked;
    const sight = await seeLetter({ app, renderer }, view, address.letter, reader.viewer);
    const finding = await findingOf(view, address);
    const status = search ? 422 : sight.kind === 'nothing' ? 404 : 200;
    return show(
      context,
      <PreviewPage
        frame={frame}
        address={address}
        view={view}
        sight={sight}
        finding={finding}
        weeks={await weeksToShow(app, address.week)}
      >
        {await readerPanel(asked, search)}
      </PreviewPage>,
      status,
    );
  }

  async function readerPanel(
    { address, view, reader }: Asked,
    search?: { who: string; problem: string },
  ) {
    return (
      <ReaderPanel
        address={address}
        reader={reader}
        samples={samples('edition' in view ? view.edition : undefined)}
        readers={await firstReaders(app, offered)}
        search={search}
      />
    );
  }

  async function readerNamed(who: string): Promise<{ id: string } | { problem: string }> {
    try {
      await (await app.subscribers()).refresh();
      return await findReader(app, who.trim());
    } catch (error) {
      if (error instanceof VerdictsError) return { problem: error.message };
      throw error;
    }
  }

  async function preflightOf(view: WeekView | Trouble, { online }: PreviewAddress) {
    if ('what' in view) return { trouble: view };
    if (view.state === 'empty') return { trouble: undefined };
    try {
      return { preflight: await preflights.run(view.edition, online !== undefined) };
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      return { trouble: { what: error.message, remedy: error.remedy } };
    }
  }

  /** The one that the address marks. */
  async function findingOf(
    view: WeekView | Trouble,
    { mark, online }: PreviewAddress,
  ): Promise<Finding | undefined> {
    if (mark === undefined || !('edition' in view)) return undefined;
    try {
      return (await preflights.lastOf(view.edition, online !== undefined)).findings[mark - 1];
    } catch (error) {
      // The panel says what is wrong.
      if (error instanceof VerdictsError) return undefined;
      throw error;
    }
  }
}

function stylesOf(look: LookName): Look['styles'] {
  if (look === 'no-styles') return 'none';
  return look === 'no-style-block' ? 'inline' : 'all';
}

interface Asked {
  address: PreviewAddress;
  view: WeekView | Trouble;
  reader: ShownReader;
}

const Search = z.object({ who: z.string().catch('') });
