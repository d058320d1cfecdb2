/** What the room "Preview" has of its own. */
export const previewStyles = '';
