/** What the room "Readers" has of its own. */
export const readersStyles = '';
