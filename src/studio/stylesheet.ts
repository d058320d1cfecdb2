import { customProperties, dark, fontStack, light } from '../letters/theme.js';
import { outboxStyles } from './outbox/styles.js';
import { previewStyles } from './preview/styles.js';
import { readersStyles } from './readers/styles.js';
import { reportsStyles } from './reports/styles.js';
import { sendStyles } from './send/styles.js';
import { weekStyles } from './week/styles.js';

/** The style sheet of the studio: the letters' colours, what all rooms share, and what each has of its own. */
export function stylesheet(): string {
  return [
    `:root{color-scheme:light dark;${customProperties(light)};--warn:#7a4a00;--warnGround:#fdf0d5}`,
    `@media (prefers-color-scheme:dark){:root{${customProperties(dark)};--warn:#f3c877;--warnGround:#3d2e10}}`,
    base,
    frame,
    pieces,
    forms,
    weekStyles,
    previewStyles,
    sendStyles,
    outboxStyles,
    readersStyles,
    reportsStyles,
    narrow,
    touched,
  ].join('\n');
}

const base = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scrollbar-gutter: stable; }
body { margin: 0; background: var(--page); color: var(--ink); font: 400 15px/22px ${fontStack}; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 26px; line-height: 32px; letter-spacing: -0.4px; text-wrap: balance; }
h2 { font-size: 18px; line-height: 24px; letter-spacing: -0.1px; }
h3 { font-size: 15px; line-height: 22px; }
ul, ol { list-style: none; }
a { color: inherit; text-underline-offset: 3px; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code, pre, .code { font: 13px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { display: block; border: 0; background: var(--card); }
time, .number { font-variant-numeric: tabular-nums; }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; border-radius: 4px; }
main:focus-visible { outline: none; }
[hidden] { display: none !important; }
.muted, .hint { color: var(--muted); }
.hint { font-size: 13px; line-height: 18px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.to-content { position: absolute; left: 16px; top: -60px; padding: 8px 16px; background: var(--button); color: var(--buttonInk); border-radius: 8px; z-index: 9; }
.to-content:focus { top: 8px; }
`;

const frame = `
body { display: grid; grid-template-columns: 212px minmax(0, 1fr); min-height: 100vh; }
.side { position: sticky; top: 0; align-self: start; height: 100vh; overflow: auto; display: flex; flex-direction: column; gap: 24px; padding: 24px 16px; border-right: 1px solid var(--line); background: var(--card); }
.brand { padding: 0 12px; line-height: 20px; }
.brand span { color: var(--muted); }
.side nav a { display: block; padding: 8px 12px; border-radius: 8px; text-decoration: none; }
.side nav a:hover { background: var(--page); }
.side nav a[aria-current] { background: var(--shipGround); color: var(--ship); font-weight: 700; }
.door { margin-top: auto; padding: 10px 12px; border-radius: 8px; background: var(--page); color: var(--muted); font-size: 13px; line-height: 18px; }
.door.resend { background: var(--warnGround); color: var(--warn); }
main { padding: 28px 32px 64px; max-width: 1560px; width: 100%; }
main > * + * { margin-top: 20px; }
.heading-row { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-end; gap: 12px 24px; }
.heading-row .lead { margin-top: 4px; color: var(--muted); }
.aside { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
`;

const pieces = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px; }
.card > * + *, .stack > * + * { margin-top: 14px; }
.card > h2:first-child + * { margin-top: 10px; }
.said { max-width: 640px; }
#broken, #lost { position: sticky; top: 12px; z-index: 2; }
#broken:empty, #lost:empty, #changed:empty { display: none; }
.empty { max-width: 640px; padding: 32px; }
.empty code { white-space: nowrap; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 20px; align-items: start; }
.columns > * { min-width: 0; }
.badge { display: inline-block; padding: 1px 8px; border-radius: 20px; font-size: 12px; line-height: 18px; font-weight: 700; white-space: nowrap; background: var(--page); color: var(--muted); }
.badge.good { background: var(--shipGround); color: var(--ship); }
.badge.bad { background: var(--skipGround); color: var(--skip); }
.badge.warn { background: var(--warnGround); color: var(--warn); }
.notice { padding: 10px 14px; border-radius: 8px; font-weight: 600; }
.notice.good { background: var(--shipGround); color: var(--ship); }
.notice.bad { background: var(--skipGround); color: var(--skip); }
.notice.warn { background: var(--warnGround); color: var(--warn); }
.figures { display: flex; flex-wrap: wrap; gap: 16px 36px; }
.figure { display: flex; flex-direction: column; }
.figure dt { color: var(--muted); font-size: 13px; line-height: 18px; }
.figure dd b { display: block; font-size: 24px; line-height: 30px; letter-spacing: -0.3px; font-variant-numeric: tabular-nums; }
.figure dd .hint { display: block; }
svg.bar { display: block; width: 100%; height: 6px; }
.plot { display: block; width: 100%; height: auto; }
.plot text { font-size: 12px; fill: var(--muted); font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); }
.plot .axis { stroke: var(--muted); }
.plot .area { fill: var(--bar); opacity: 0.16; }
.plot .line { fill: none; stroke: var(--bar); stroke-width: 2; stroke-linejoin: round; }
.plot .end { fill: var(--bar); }
.bar .rest { fill: var(--barRest); }
.bar .part { fill: var(--bar); }
.bar.bad .part { fill: var(--skip); }
.bar.warn .part { fill: var(--warn); }
.bar.plain .part { fill: var(--muted); }
.scrolls { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: var(--muted); padding-bottom: 8px; }
th, td { padding: 9px 12px 9px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 13px; line-height: 18px; font-weight: 600; border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; padding: 4px; border-radius: 10px; background: var(--page); border: 1px solid var(--line); }
.tabs a { padding: 5px 12px; border-radius: 7px; text-decoration: none; font-size: 14px; line-height: 20px; }
.tabs a:hover { background: var(--card); }
.tabs a[aria-current] { background: var(--card); font-weight: 700; box-shadow: 0 0 0 1px var(--line); }
.pages { display: flex; gap: 12px; align-items: center; }
`;

const forms = `
label, legend { font-weight: 600; font-size: 14px; line-height: 20px; }
.field > * + * { margin-top: 6px; }
input[type="text"], input[type="search"], input[type="email"], input[type="number"], input[type="date"], input[type="file"], select, textarea { width: 100%; min-height: 40px; padding: 8px 12px; border: 1px solid var(--muted); border-radius: 8px; background: var(--card); color: var(--ink); font: inherit; }
textarea { display: block; min-height: 72px; resize: vertical; field-sizing: content; }
::placeholder { color: var(--muted); opacity: 1; }
[aria-invalid="true"] { border-color: var(--skip) !important; }
.problem { color: var(--skip); font-size: 14px; line-height: 20px; }
.choice { display: flex; gap: 8px; align-items: baseline; font-weight: 400; }
.choice input { accent-color: var(--bar); }
.button, button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 40px; padding: 8px 16px; border: 1px solid var(--button); border-radius: 8px; background: var(--button); color: var(--buttonInk); font: inherit; font-weight: 700; text-decoration: none; cursor: pointer; }
.button:hover, button:hover { opacity: 0.88; }
.button.quiet, button.quiet { background: transparent; color: var(--ink); border-color: var(--muted); font-weight: 600; }
.button.danger, button.danger { background: var(--skip); border-color: var(--skip); color: var(--card); }
.button.small, button.small { min-height: 30px; padding: 3px 10px; font-size: 13px; line-height: 20px; }
button[disabled], .htmx-request > button { opacity: 0.55; cursor: progress; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
form.inline { display: inline; }
form.row { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
form.row > .field { flex: 1 1 220px; }
`;

const narrow = `
@media (max-width: 960px) {
  body { display: block; }
  .side { position: static; height: auto; flex-direction: row; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 12px 20px; border-right: 0; border-bottom: 1px solid var(--line); }
  .brand { padding: 0; }
  .side nav ul { display: flex; flex-wrap: wrap; gap: 2px; }
  .side nav a { padding: 6px 10px; }
  .door { margin: 0 0 0 auto; padding: 4px 10px; }
  main { padding: 20px 20px 48px; }
}
@media (max-width: 600px) {
  .plot text { font-size: 20px; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, button, .side nav a { transition: opacity 0.15s, background-color 0.15s; }
}
@media (forced-colors: active) {
  .bar .part { fill: CanvasText; }
}
`;

/** What is pressed with a finger, or where the page is as narrow as on a device for fingers, is 44 px high. */
const touched = `
@media (max-width: 960px), (pointer: coarse) {
  .side nav a, .tabs a, .readers nav a { display: flex; align-items: center; min-height: 44px; }
  .button, button, .button.small, button.small, .week-pick .buttons button { min-height: 44px; min-width: 44px; }
  input[type="text"], input[type="search"], input[type="email"], input[type="number"], input[type="date"], input[type="file"], select { min-height: 44px; }
  .mail-files { align-items: center; }
  .mail-files a, td > a { display: inline-flex; align-items: center; min-height: 44px; }
  td > a { margin-block: -11px; }
  .handle { box-sizing: content-box; padding: 13px 16px 13px 0; margin: -13px -8px -13px 0; background-origin: content-box; background-clip: content-box; }
  .choice, .field .check { display: flex; align-items: center; gap: 8px; min-height: 44px; }
  summary:not(.button) { padding-block: 13px; }
}
`;
