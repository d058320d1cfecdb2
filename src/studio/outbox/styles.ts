/** What the room "Outbox" has of its own. */
export const outboxStyles = '';
