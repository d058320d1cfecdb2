/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ViewedLetter, type WeekView } from '../../../jobs/viewing.js';
import type { Finding } from '../../../letters/preflight/finding.js';
import { Document } from '../../views/document.js';
import type { Frame } from '../../views/frame.js';
import { Empty, Notice } from '../../views/pieces.js';
import { isWritten, LookName, type PreviewAddress, pathOf, Width } from '../address.js';
import type { Sight, Trouble } from '../seen-letter.js';
import { InboxLists } from './inbox-lists.js';
import { LetterView } from './letter-view.js';
import { goesTo, letterName, lookName, titleOf, widthName } from './names.js';
import { PreflightPlace } from './preflight-panel.js';

interface PreviewPageProps {
  frame: Frame;
  address: PreviewAddress;
  view: WeekView | Trouble;
  sight: Sight;
  /** The finding whose spot is marked. */
  finding: Finding | undefined;
  /** Weeks to look at, this one among them. */
  weeks: readonly string[];
  /** The choice of a reader. */
  children: Child;
}

/**
 * One letter as one reader gets it, in one width and look; what mail lists show of it; what is wrong with it.
 * When files change, the frame is first to ask for the letter anew.
 */
export function PreviewPage(props: PreviewPageProps) {
  const { frame, address, view, sight, finding, weeks, children } = props;
  const { mark: _, ...unmarked } = address;
  return (
    <Document
      frame={frame}
      room="preview"
      title={titleOf(address)}
      lead={leadOf(address, view)}
      aside={
        <Tabs
          label="Week"
          current={address.week}
          tabs={weeks.map((week) => ({
            id: week,
            name: week,
            path: pathOf({ ...unmarked, week }),
          }))}
        />
      }
    >
      <div class="preview-tabs">
        <Tabs
          label="Letter"
          current={address.letter}
          tabs={ViewedLetter.options.map((letter) => ({
            id: letter,
            name: letterName[letter],
            path: pathOf({ ...unmarked, letter }),
          }))}
        />
        <Tabs
          label="Width"
          current={address.width}
          tabs={Width.options.map((width) => ({
            id: width,
            name: widthName[width],
            path: pathOf({ ...address, width }),
          }))}
        />
        <Tabs
          label="Look"
          current={address.look}
          tabs={LookName.options.map((look) => ({
            id: look,
            name: lookName[look],
            path: pathOf({ ...address, look }),
          }))}
        />
      </div>
      <div
        id="seen-remarks"
        class="stack"
        aria-live="polite"
        hx-get={pathOf(address)}
        hx-trigger={`changed from:body${isWritten(address) ? '' : ' delay:500ms'}`}
        hx-select="#seen-remarks"
        hx-select-oob="#seen-head,#seen-text,#seen-lists"
        hx-swap="outerHTML"
      >
        <Remarks sight={sight} finding={finding} address={unmarked} />
      </div>
      <div class="stage">
        {sight.kind === 'nothing' ? (
          <NothingPicked address={address} />
        ) : (
          <LetterView address={address} sight={sight} />
        )}
        <div class="beside">
          {sight.kind !== 'nothing' && <PreflightPlace address={address} />}
          {children}
        </div>
      </div>
      {sight.kind !== 'nothing' && <InboxLists sight={sight} />}
    </Document>
  );
}

interface TabsProps {
  label: string;
  current: string;
  tabs: { id: string; name: string; path: string }[];
}

function Tabs({ label, current, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ id, name, path }) => (
        <a key={id} href={path} {...(id === current && { 'aria-current': 'page' })}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function leadOf({ letter }: PreviewAddress, view: WeekView | Trouble): string {
  const to = goesTo(letter);
  if (to) return to;
  if ('what' in view || view.state === 'empty') return 'Nothing to show.';
  if (view.state === 'mailed') return 'Mailed: the letters as they were frozen.';
  if (view.state === 'drafted') return 'Drafted: the letters as they would be mailed.';
  return 'Not drafted yet: what today’s content makes of the week.';
}

function Remarks({
  sight,
  finding,
  address,
}: {
  sight: Sight;
  finding: Finding | undefined;
  address: PreviewAddress;
}) {
  if (sight.kind === 'trouble') {
    return (
      <Notice tone="bad">
        {sight.trouble.what} {sight.trouble.remedy}
      </Notice>
    );
  }
  if (sight.kind === 'nothing') return null;
  return (
    <>
      {finding && (
        <Notice tone={finding.severity === 'error' ? 'bad' : 'warn'}>
          Marked: {finding.what} {finding.remedy} <a href={pathOf(address)}>Take the mark off</a>
        </Notice>
      )}
      {sight.remarks.map((remark) => (
        <Notice key={remark} tone="warn">
          {remark}
        </Notice>
      ))}
    </>
  );
}

function NothingPicked({ address }: { address: PreviewAddress }) {
  return (
    <div
      hx-get={pathOf(address)}
      hx-trigger="changed from:body"
      hx-select="#content"
      hx-target="#content"
      hx-swap="outerHTML"
    >
      <Empty title={`There is no ${address.letter} of ${address.week}`}>
        <p>Nothing is picked for that week. Bring in a comparison, or see why it was left out.</p>
        <p class="buttons">
          <a class="button" href="/week">
            This week
          </a>
          <a class="button quiet" href={pathOf({ ...address, letter: 'welcome' })}>
            The welcome
          </a>
        </p>
      </Empty>
    </div>
  );
}
