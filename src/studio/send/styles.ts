/** What the room "Send" has of its own. */
export const sendStyles = `
.send-columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 360px); gap: 20px; align-items: start; }
.steps { counter-reset: step; }
.step { position: relative; padding: 0 0 26px 44px; counter-increment: step; }
.step:last-child { padding-bottom: 0; }
.step::before { content: counter(step); position: absolute; left: 0; top: -2px; width: 28px; height: 28px; border-radius: 50%; border: 2px solid var(--line); background: var(--card); color: var(--muted); font-weight: 700; font-size: 13px; line-height: 24px; text-align: center; }
.step::after { content: ''; position: absolute; left: 13px; top: 32px; bottom: 6px; width: 2px; background: var(--line); }
.step:last-child::after { content: none; }
.step.done::before { content: '✓'; border-color: var(--bar); color: var(--ship); background: var(--shipGround); }
.step.done::after { background: var(--bar); }
.step.now::before { border-color: var(--button); background: var(--button); color: var(--buttonInk); }
.step > h2 { font-size: 16px; }
.step > .stack { margin-top: 4px; }
.step.later > h2 { color: var(--muted); }
.step .stack > * + * { margin-top: 12px; }
.step .field.count { max-width: 340px; }
.facts > div + div { margin-top: 10px; }
.facts dt { color: var(--muted); font-size: 13px; line-height: 18px; }
.choices { display: flex; gap: 6px 18px; flex-wrap: wrap; align-items: center; }
.choices legend { float: left; padding: 0; }
.findings > li + li { margin-top: 8px; }
.notice .findings { font-weight: 400; }
svg.split { display: block; width: 100%; height: 14px; border-radius: 7px; background: var(--barRest); }
.split .accepted, .swatch { fill: var(--bar); background: var(--bar); }
.split .refused, .refused .swatch { fill: var(--skip); background: var(--skip); }
.split .withdrawn, .withdrawn .swatch { fill: var(--muted); background: var(--muted); }
.split .in-flight, .in-flight .swatch { fill: color-mix(in srgb, var(--bar) 45%, var(--barRest)); background: color-mix(in srgb, var(--bar) 45%, var(--barRest)); }
.split .uncertain, .uncertain .swatch { fill: var(--warn); background: var(--warn); }
.split .pending, .pending .swatch { fill: var(--barRest); background: var(--barRest); }
.receipt.stack > * + * { margin-top: 16px; }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px 20px; }
.parts dt { font-size: 13px; line-height: 18px; color: var(--muted); }
.parts dd b { display: block; font-size: 20px; line-height: 26px; font-variant-numeric: tabular-nums; }
.parts .hint { display: block; }
.swatch { display: inline-block; width: 9px; height: 9px; border-radius: 3px; margin-right: 2px; forced-color-adjust: none; }
.receipt .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(110px, 1fr)); gap: 12px 20px; padding-top: 14px; border-top: 1px solid var(--line); }
.receipt .figure dd b { font-size: 17px; line-height: 24px; letter-spacing: 0; }
.controls { align-items: flex-start; }
.controls .again { padding: 9px 4px; }
.cancel > summary { list-style: none; }
.cancel > summary::-webkit-details-marker { display: none; }
.cancel[open] { flex-basis: 100%; order: 9; padding: 14px; border: 1px solid var(--line); border-radius: 8px; }
.cancel[open] > form { margin-top: 12px; }
.unsettled { padding-top: 16px; border-top: 1px solid var(--line); }
.known { display: block; }
@media (max-width: 1100px) { .send-columns { grid-template-columns: minmax(0, 1fr); } }
`;
