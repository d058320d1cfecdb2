import {
  customProperties,
  dark,
  fontStack,
  light,
  space,
  type TypeStep,
  type,
} from '../letters/theme.js';

/** The style sheet of all pages, made of the letters' colours and type. */
export function stylesheet(): string {
  return [
    `:root{color-scheme:light dark;${customProperties(light)}}`,
    `@media (prefers-color-scheme:dark){:root{${customProperties(dark)}}}`,
    ...Object.entries(type).map(([name, step]) => `.${name}{${declarations(step)}}`),
    rules,
    narrowRules,
  ].join('\n');
}

/** Upper case is left to the text: it would change what is copied and read out. */
function declarations({ textTransform: _, ...step }: TypeStep): string {
  return Object.entries(step)
    .map(([property, value]) => `${property.replaceAll(/[A-Z]/g, '-$&').toLowerCase()}:${value}`)
    .join(';');
}

const rules = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 400 16px/24px ${fontStack}; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, figure, blockquote, fieldset { margin: 0; padding: 0; border: 0; }
h1, h2, h3, h4 { text-wrap: balance; }
.lead, .hint, .note { text-wrap: pretty; }
ul { list-style: none; }
a { color: inherit; text-underline-offset: 3px; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; border-radius: 4px; }
.muted, .overline { color: var(--muted); }
.lead { max-width: 68ch; }
.to-content { position: absolute; left: ${space.gutter}px; top: -60px; padding: 10px 16px; background: var(--button); color: var(--buttonInk); border-radius: 8px; z-index: 1; }
.to-content:focus { top: 8px; }
.bar, main, .foot { max-width: 1080px; margin: 0 auto; padding: 0 ${space.gutter}px; }
.bar nav { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; padding: 14px 0; border-bottom: 1px solid var(--line); font-size: 15px; }
.bar a { padding: 10px 0; text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.brand { margin-right: auto; font-weight: 700; }
main { padding-top: 40px; padding-bottom: 56px; }
main.narrow { max-width: 672px; }
.foot { padding-top: 20px; padding-bottom: 40px; font-size: 13px; line-height: 20px; color: var(--muted); }
.foot a, .alone { display: inline-block; padding: 12px 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: ${space.card}px; }
.stack > * + * { margin-top: 20px; }
.opening { margin-bottom: 32px; }
.opening .title { margin: 8px 0 12px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: ${space.between}px; align-items: stretch; }
.tool { display: grid; grid-row: span 6; grid-template-rows: subgrid; row-gap: 0; align-content: start; }
.tool > * + * { margin-top: 8px; }
.tool > .heading { margin-top: 2px; }
.about > p + p { margin-top: 8px; }
.tool > .figures { margin: 16px 0 8px; }
.tool > .panelbar { display: flex; gap: 3px; margin-top: 20px; }
.panelbar i { flex: 1; height: 6px; border-radius: 3px; }
.on { background: var(--bar); }
.off { background: var(--barRest); }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; }
.stat b, .stat span { display: block; }
.stat .figure, .stat .phrase { font-variant-numeric: tabular-nums; }
.stat .phrase { padding: 4px 0; }
.stat span { color: var(--muted); font-size: 13px; line-height: 20px; }
.scorecard { margin-top: 48px; }
.scorecard > .heading { margin-bottom: 16px; }
.review { display: grid; grid-template-columns: 1fr auto; gap: 10px 12px; align-content: start; align-items: center; }
.review::before { content: attr(data-by); content: attr(data-by) / ""; font-weight: 700; font-size: 14px; line-height: 20px; }
.review::after { content: attr(data-verdict); content: attr(data-verdict) / ""; grid-column: 2; grid-row: 1; }
.review blockquote { grid-column: 1 / -1; }
.review p { font-size: 15px; line-height: 24px; }
.review p + p { margin-top: 8px; }
.review::after, .chip { padding: 2px 8px; border-radius: 4px; font-weight: 700; font-size: 12px; line-height: 18px; letter-spacing: 0.4px; }
.review.ship::after, .chip.ship { color: var(--ship); background: var(--shipGround); }
.review.skip::after, .chip.skip { color: var(--skip); background: var(--skipGround); }
.invitation { margin-top: 48px; }
.invitation .heading { margin: 4px 0 6px; }
.signup { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 18px; max-width: 520px; }
.signup input[type="email"] { flex: 1 1 220px; }
input[type="email"], input[type="text"], input[type="date"], select, textarea { width: 100%; min-height: 44px; padding: 9px 12px; border: 1px solid var(--muted); border-radius: 8px; background: var(--card); color: var(--ink); font: inherit; }
textarea { display: block; }
::placeholder { color: var(--muted); opacity: 1; }
[aria-invalid="true"] { border-color: var(--skip) !important; }
.problem { margin-top: 6px; color: var(--skip); font-size: 15px; }
.field label, legend { display: block; margin-bottom: 6px; padding: 0; font-weight: 700; font-size: 15px; line-height: 22px; }
.hint { margin-top: 6px; color: var(--muted); font-size: 14px; line-height: 20px; }
.choice { display: flex; gap: 10px; align-items: flex-start; padding: 10px 0; }
.choice input { flex: none; width: 20px; height: 20px; margin: 2px 0; accent-color: var(--bar); }
.button { display: inline-block; min-height: 44px; padding: 10px 20px; border: 1px solid var(--button); border-radius: 8px; background: var(--button); color: var(--buttonInk); font: inherit; font-weight: 700; text-decoration: none; cursor: pointer; }
.button:hover { opacity: 0.88; }
.button.quiet { background: transparent; color: var(--ink); border-color: var(--muted); }
.button.danger { background: var(--skip); border-color: var(--skip); color: var(--card); }
.button[aria-disabled="true"] { opacity: 0.6; cursor: progress; }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
.said > * + * { margin-top: 16px; }
.said > .title + * { margin-top: 12px; }
.said .card > * + * { margin-top: 14px; }
.sections .title + .lead { margin-top: 8px; }
.sections > * + * { margin-top: ${space.between}px; }
.scoreboard { width: 100%; border-collapse: collapse; margin: 24px 0 28px; }
.scoreboard th, .scoreboard td { padding: 10px 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: 400; vertical-align: top; }
.scoreboard thead th { padding-bottom: 8px; border-bottom: 2px solid var(--ink); color: var(--muted); font-size: 13px; font-weight: 700; line-height: 20px; }
.scoreboard a { display: inline-block; margin: -10px 0; padding: 10px 0; text-decoration: none; }
.scoreboard a:hover { text-decoration: underline; }
.scoreboard .right { padding-left: 16px; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.edition > .title { margin: 6px 0 12px; }
.matchup { margin-bottom: ${space.between}px; }
.matchup > * + * { margin-top: 8px; }
.tools { display: grid; grid-template-columns: 1fr 1fr; gap: ${space.block}px 28px; padding: 16px 0; }
.tools .figures { margin: 10px 0 12px; }
.verdicts { display: flex; flex-wrap: wrap; gap: 6px 16px; font-size: 14px; line-height: 22px; }
.pull { padding-left: 14px; border-left: 3px solid var(--bar); }
.pull.against { border-color: var(--skip); }
.matchup > .pull { margin-top: 16px; }
.pull figcaption { color: var(--muted); font-size: 13px; line-height: 20px; }
.pull p { font-style: italic; }
.matchup > .links { margin-top: 10px; }
.links a { display: inline-block; padding: 8px 0; font-weight: 700; }
.hero { margin-bottom: 48px; }
.hero .title { margin-bottom: 10px; }
.hero .hint { margin-top: 10px; }
.list > li { padding-bottom: 14px; border-bottom: 1px solid var(--line); }
.list > li:first-child { border-top: 2px solid var(--ink); }
.list a { display: block; padding: 16px 0 4px; font-weight: 700; }
.list .small { margin-top: 14px; }
.list .small + p a { padding: 10px 0; }
.category { margin-top: 36px; }
.category > .heading { margin-bottom: 12px; }
.pairwise { grid-template-columns: 1fr 1fr; }
.notice { padding: 10px 14px; border-radius: 8px; background: var(--shipGround); color: var(--ship); font-weight: 700; }
.notice.problem { background: var(--skipGround); color: var(--skip); }
.notice ul { margin-top: 4px; }
.notice a { display: inline-block; padding: 10px 0; font-weight: 400; }
`;

const narrowRules = `
@media (max-width: 760px) {
  .pair, .tools { grid-template-columns: 1fr; }
}
@media (max-width: 480px) {
  main { padding-top: 28px; }
  .bar nav { padding: 8px 0; gap: 0 16px; }
  .brand { width: 100%; }
  .card { padding: 22px ${space.cardNarrow}px; }
  .title { font-size: 28px; line-height: 34px; }
  .heading { font-size: 22px; line-height: 28px; }
  .figures { gap: 8px; }
  .signup .button { flex: 1 1 100%; }
}
@media (prefers-reduced-motion: no-preference) {
  .button { transition: opacity 0.15s; }
}
@media (forced-colors: active) {
  .panelbar i.on { background: CanvasText; }
}
`;
