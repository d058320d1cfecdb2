/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { Frame } from './frame.js';

/** The rooms, in the order of a week's work. */
const rooms = [
  { room: 'week', path: '/week', name: 'This week' },
  { room: 'preview', path: '/preview', name: 'Preview' },
  { room: 'send', path: '/send', name: 'Send' },
  { room: 'outbox', path: '/outbox', name: 'Outbox' },
  { room: 'readers', path: '/readers', name: 'Readers' },
  { room: 'reports', path: '/reports', name: 'Reports' },
] as const;

export type Room = (typeof rooms)[number]['room'];

export interface DocumentProps {
  frame: Frame;
  room?: Room;
  title: string;
  /** A line under the title: what this is about, now. */
  lead?: Child;
  /** Stands on the right of the title: what can be done here, or where else to look. */
  aside?: Child;
  children: Child;
}

/** The frame of every page: the rooms beside it, its title, and where messages go. */
export function Document({ frame, room, title, lead, aside, children }: DocumentProps) {
  const { assets, publication, door } = frame;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${publication} studio`}</title>
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={htmxConfig} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {assets.scripts.map((path) => (
          // As a module, because the build makes one of our own script; both kinds run in order.
          <script
            key={path}
            src={path}
            {...(path.endsWith('/studio.js') ? { type: 'module' } : { defer: true })}
          />
        ))}
      </head>
      <body>
        <a class="to-content" href="#content">
          To the content
        </a>
        <header class="side">
          <p class="brand">
            <b>{publication}</b> <span>studio</span>
          </p>
          <nav aria-label="Rooms">
            <ul>
              {rooms.map((each) => (
                <li key={each.room}>
                  <a href={each.path} {...(each.room === room && { 'aria-current': 'page' })}>
                    {each.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <p class={`door ${door}`}>
            {door === 'sandbox' ? (
              <>
                <b>Sandbox.</b> Nothing leaves this machine.
              </>
            ) : (
              <>
                <b>Resend.</b> Letters reach real readers.
              </>
            )}
          </p>
        </header>
        <main id="content" tabindex={-1}>
          <div class="heading-row">
            <div>
              <h1>{title}</h1>
              {lead && <p class="lead">{lead}</p>}
            </div>
            {aside && <div class="aside">{aside}</div>}
          </div>
          <div id="lost" aria-live="polite" />
          <div id="broken" aria-live="polite" />
          {children}
        </main>
      </body>
    </html>
  );
}

/** No inline style and no evaluated script: the page's policy refuses both. */
const htmxConfig = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // Back and forward load the page as its address has it now.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // Refusals carry the form again, with what is wrong beside it.
  responseHandling: [
    { code: '204', swap: false },
    { code: '[2345]..', swap: true },
  ],
});
