/** What the room "Send" has of its own. */
export const sendStyles = '';
