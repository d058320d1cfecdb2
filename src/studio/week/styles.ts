/** What the room "This week" has of its own. */
export const weekStyles = `
.week-said { position: sticky; top: 12px; z-index: 2; }
.week-said:empty { display: none; }
.week-heading { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 8px 16px; }
.week-standing { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 16px 32px; padding: 16px 20px; }
.week-standing > * + * { margin-top: 0; }
.week-standing .figures { gap: 16px 40px; }
.week-standing dd > b { font-size: 20px; line-height: 28px; }
.week-standing dd .badge { font-size: 14px; line-height: 22px; }
.week-standing dd code { font-size: 16px; line-height: 28px; }
.week-columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(370px, 40%); gap: 20px; align-items: start; }
.week-columns > *, .week-work { min-width: 0; }
.week-work > * + * { margin-top: 20px; }
.week-pick .scrolls { position: relative; }
.week-pick td, .week-pick th { padding-right: 10px; }
.week-pick td.rank { width: 40px; white-space: nowrap; font-weight: 700; font-variant-numeric: tabular-nums; }
.week-pick tbody th { font-weight: 600; min-width: 180px; }
.week-pick tbody th .hint { display: block; font-weight: 400; margin: 2px 0 8px; }
.week-pick tbody.out td, .week-pick tbody.out th[scope="row"] { color: var(--muted); }
.week-pick th[scope="rowgroup"] { padding-top: 20px; border-bottom: 2px solid var(--line); }
.week-pick th[scope="rowgroup"] .muted { font-weight: 400; padding-left: 4px; }
.week-pick .score-part { width: 46px; font-size: 13px; line-height: 18px; }
.week-pick td.score-part .number { display: block; padding: 2px 0 4px; }
.week-pick .buttons { gap: 4px; }
.week-pick .buttons button { min-height: 26px; padding: 1px 8px; border-color: var(--line); }
.week-pick button[aria-disabled] { color: var(--muted); cursor: default; opacity: 0.7; }
.handle { display: inline-block; width: 10px; height: 18px; margin-right: 8px; vertical-align: -4px; cursor: grab; touch-action: none; background-image: radial-gradient(circle, var(--muted) 1.4px, transparent 1.6px); background-size: 5px 6px; }
.handle:active { cursor: grabbing; }
.sortable-ghost { background: var(--shipGround); }
@media (scripting: none) { .handle { display: none; } }
.week-meanings summary { cursor: pointer; color: var(--muted); font-size: 13px; line-height: 18px; }
.week-meanings dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px 24px; margin: 12px 0; font-size: 13px; line-height: 18px; }
.week-meanings dt { font-weight: 600; }
.week-missing { display: grid; gap: 8px; justify-items: start; }
.week-letter { position: sticky; top: 20px; }
.week-letter iframe { width: 100%; height: max(480px, calc(100vh - 330px)); border: 1px solid var(--line); border-radius: 8px; }
#letter-facts:not([data-letter="composed"]) + iframe { display: none; }
.week-facts { display: grid; gap: 10px; }
.week-facts dt { display: flex; justify-content: space-between; gap: 12px; color: var(--muted); font-size: 13px; line-height: 18px; }
.week-facts dd { white-space: pre-line; }
.week-facts .bar { margin-top: 4px; }
.week-next { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 20px; align-items: start; }
.week-next > li > * + * { margin-top: 10px; }
.week-picked { list-style: decimal; padding-left: 20px; }
.week-picked li + li { margin-top: 8px; }
.week-picked .reason { display: block; }
@media (max-width: 1100px) {
  .week-columns { grid-template-columns: minmax(0, 1fr); }
  .week-letter { position: static; }
  .week-letter iframe { height: 720px; }
}
`;
