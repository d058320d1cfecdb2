/** What the room "Reports" has of its own. */
export const reportsStyles = '';
