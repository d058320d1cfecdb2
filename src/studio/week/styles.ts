/** What the room "This week" has of its own. */
export const weekStyles = '';
