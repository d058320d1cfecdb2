/** What the room "Readers" has of its own. */
export const readersStyles = `
.field .check { font-weight: 400; }
form.row > .field.narrow { flex: 0 1 160px; }
.over-time { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 8px 24px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; color: var(--muted); }
.legend span::before { content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; background: var(--bar); }
.legend .left::before { background: var(--skip); }
.shares th { width: 100%; }
.shares th .hint { font-weight: 400; }
.shares .bar { margin-top: 6px; }
table.found th, table.found td { vertical-align: baseline; }
table.found tbody th { min-width: 190px; }
table.found td:nth-child(2) { min-width: 120px; }
table.found time { white-space: nowrap; }
.ways { list-style: disc; padding-left: 20px; }
.ways li + li { margin-top: 8px; }
.kept > div { display: grid; grid-template-columns: 140px minmax(0, 1fr); gap: 12px; padding: 8px 0; border-bottom: 1px solid var(--line); }
.kept > div:last-child { border-bottom: 0; }
.kept dt { color: var(--muted); }
#standing { display: flex; align-items: center; gap: 10px; }
.fold > summary { cursor: pointer; font-weight: 600; font-size: 14px; line-height: 20px; }
.fold > summary + * { margin-top: 12px; }
.plot .joined { fill: var(--bar); }
.plot .left { fill: var(--skip); }
.timeline > li { padding: 10px 0 10px 16px; border-left: 2px solid var(--line); }
.timeline > li + li { margin-top: 4px; }
.events { margin-top: 6px; font-size: 14px; line-height: 22px; }
.events time { display: inline-block; min-width: 148px; color: var(--muted); }
.votes { display: flex; flex-wrap: wrap; gap: 6px 20px; }
progress { display: block; width: 100%; height: 8px; accent-color: var(--bar); }
tfoot th, tfoot td { border-top: 2px solid var(--line); border-bottom: 0; }
tr.muted th { font-weight: 400; }
`;
