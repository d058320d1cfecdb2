import { dark, light, type Palette } from '../../letters/theme.js';

/** What the room "Preview" has of its own. */
export const previewStyles = `
.preview-tabs { display: flex; flex-wrap: wrap; gap: 8px 12px; }
#seen-remarks:empty { display: none; }
.stage { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
.beside { flex: 1 1 280px; min-width: min(280px, 100%); display: flex; flex-flow: row wrap; align-items: flex-start; gap: 20px; }
.beside > * { flex: 1 1 300px; min-width: 0; }
.device { flex: 0 0 auto; max-width: 100%; overflow-x: auto; padding: 0 8px 8px; border: 1px solid var(--line); border-radius: 16px; background: var(--page); color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 6%); }
.device.light { ${colours(light)} color-scheme: light; }
.device.dark { ${colours(dark)} color-scheme: dark; }
.device.w375 { width: 393px; }
.device.w600 { width: 618px; }
.device.wdesktop { width: 978px; }
.device.w600 iframe { max-width: 100%; }
.device iframe { height: max(480px, 80vh); border-radius: 0 0 8px 8px; background: var(--card); }
.mail-head { padding: 14px 12px; min-height: 20px; }
.mail-subject { font-weight: 700; }
.mail-head dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 10px; margin: 6px 0; font-size: 13px; line-height: 19px; }
.mail-head dt { color: var(--muted); }
.mail-files { font-size: 13px; line-height: 19px; display: flex; flex-wrap: wrap; gap: 0 10px; }
.written { height: max(480px, 80vh); overflow: auto; padding: 16px; border-radius: 0 0 8px 8px; background: var(--card); color: var(--ink); }
.written:focus-visible { outline-offset: -3px; }
.source { counter-reset: line; }
.source .line { display: block; padding-left: 52px; text-indent: -52px; }
.source .line::before { counter-increment: line; content: counter(line); display: inline-block; width: 40px; margin-right: 12px; text-indent: 0; text-align: right; color: var(--muted); user-select: none; }
.source .tag { color: var(--ship); }
.source .comment { color: var(--muted); }
.size p { margin-bottom: 4px; }
.findings { display: flex; flex-direction: column; gap: 12px; }
.findings li { padding-left: 12px; border-left: 3px solid var(--muted); }
.findings li > * + * { margin-top: 2px; }
.findings li.bad { border-color: var(--skip); }
.findings li.warn { border-color: var(--warn); }
.findings li[aria-current] { background: var(--page); border-radius: 0 8px 8px 0; padding-block: 8px; }
.preflight summary { cursor: pointer; font-weight: 600; }
.preflight details[open] summary { margin-bottom: 12px; }
.preflight .findings code { font-size: 12px; }
.readers nav h3 { font-size: 13px; line-height: 18px; color: var(--muted); font-weight: 600; margin-bottom: 4px; }
.readers nav ul { display: flex; flex-direction: column; }
.readers nav a { display: block; padding: 4px 10px; margin: 0 -10px; border-radius: 8px; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.readers nav a:hover { background: var(--page); }
.readers nav a[aria-current] { background: var(--shipGround); color: var(--ship); font-weight: 700; }
.inboxes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(400px, 100%), 1fr)); gap: 20px; }
.inbox { min-width: 0; }
.inbox.gmail-web { grid-column: 1 / -1; }
.inbox figcaption { margin-bottom: 6px; }
.inbox-row { ${colours(light)} color-scheme: light; position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 10px; padding: 10px 14px 10px 26px; border: 1px solid var(--line); background: var(--card); color: var(--ink); font-size: 13px; line-height: 19px; }
.inbox-row:nth-of-type(1) { border-radius: 10px 10px 0 0; }
.inbox-row.dark { ${colours(dark)} color-scheme: dark; border-top: 0; border-radius: 0 0 10px 10px; }
.inbox-row .unread { position: absolute; left: 10px; top: 17px; width: 8px; height: 8px; border-radius: 4px; background: var(--bar); }
.inbox-row .sender { font-weight: 700; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.inbox-row .time { color: var(--muted); font-size: 12px; }
.inbox-row .words { grid-column: 1 / -1; min-width: 0; }
.inbox-row .words b { display: block; overflow: hidden; white-space: nowrap; }
.inbox-row .preview, .inbox-row .between { color: var(--muted); }
.gmail-web .inbox-row { grid-template-columns: 150px minmax(0, 1fr) auto; }
.gmail-web .inbox-row .words { grid-column: 2; grid-row: 1; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.gmail-web .inbox-row .words b { display: inline; white-space: inherit; }
.gmail-web .inbox-row .between { white-space: pre; }
.outlook .inbox-row .preview, .gmail-phone .inbox-row .preview { display: block; overflow: hidden; white-space: nowrap; }
/* As wide as the screen, so that the letter is seen as on such a phone. */
@media (max-width: 420px) {
  .stage .device { width: auto; max-width: calc(100% + 40px); margin-inline: -20px; padding-inline: 0; border-inline: 0; border-radius: 0; }
}
@media (max-width: 700px) {
  .gmail-web .inbox-row { grid-template-columns: minmax(0, 1fr) auto; }
  .gmail-web .inbox-row .words { grid-column: 1 / -1; grid-row: 2; white-space: normal; }
}
`;

/** The variables of one scheme, whatever the page's own is. */
function colours(palette: Palette): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role}:${colour};`)
    .join('');
}
