/** What the room "Outbox" has of its own. */
export const outboxStyles = `
.letters .when { white-space: nowrap; }
.letters td:nth-child(2) { min-width: 160px; }
.letters td:nth-child(3) { min-width: 200px; }
.outbox-message { display: grid; grid-template-columns: minmax(0, 1fr) 320px; gap: 20px; align-items: start; }
.shown-letter { padding: 0; overflow: hidden; }
.shown-letter .buttons { justify-content: space-between; padding: 10px 16px; border-bottom: 1px solid var(--line); }
.shown-letter iframe { width: 100%; height: max(560px, calc(100vh - 260px)); margin: 0; }
.pairs th { width: 190px; }
.pairs caption { font-weight: 600; }
.mailbox .buttons > * { flex: 1; }
.mailbox .stack > button { width: 100%; }
@media (max-width: 1100px) {
  .outbox-message { grid-template-columns: minmax(0, 1fr); }
  .outbox-message > .mailbox { order: -1; }
  .shown-letter iframe { height: 720px; }
}
`;
