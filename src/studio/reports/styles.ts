/** What the room "Reports" has of its own. */
export const reportsStyles = `
.trends { grid-template-columns: repeat(auto-fit, minmax(min(290px, 100%), 1fr)); }
.trends .trend { padding: 16px 16px 10px; }
.trends .plot text { font-size: 20px; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-top: 6px; color: var(--muted); font-size: 13px; line-height: 20px; }
.keys b { color: var(--ink); }
svg.key { width: 16px; height: 8px; display: inline-block; margin-right: 4px; }
.trend .plot path { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.trend .key line { stroke-width: 3; }
.series-1 path, .series-1 line { stroke: var(--bar); }
.series-1 circle { fill: var(--bar); }
.series-2 path, .series-2 line { stroke: var(--warn); }
.series-2 circle { fill: var(--warn); }
.series-3 path, .series-3 line { stroke: var(--skip); }
.series-3 circle { fill: var(--skip); }
.series-4 path, .series-4 line { stroke: var(--muted); }
.series-4 circle { fill: var(--muted); }
.tight th, .tight td { padding-top: 6px; padding-bottom: 6px; }
.tight tfoot > tr > * { border-top: 2px solid var(--line); border-bottom: 0; }
.tight tbody th { font-weight: 400; }
.tight tbody th, .funnel tbody th, .editions tbody th { min-width: 90px; }
.funnel th .bar { margin-top: 6px; }
.funnel tbody th { width: 45%; }
.votes td { min-width: 90px; }
.votes td .bar { margin-top: 4px; }
.link-map-columns { display: grid; grid-template-columns: minmax(0, 1fr) 460px; gap: 20px; align-items: start; }
.link-map-columns th .bar { margin-top: 4px; }
.link-map-columns iframe { height: 1280px; }
@media (max-width: 1400px) {
  .link-map-columns { grid-template-columns: minmax(0, 1fr); }
}
`;
