/** Mailbox lists show up to about this many characters beside the subject. */
const previewLength = 150;

/**
 * The line that a mailbox shows beside the subject, hidden in the letter itself. Blank characters
 * fill it up, so that the list does not go on with the letter's first words. React Email's own
 * `Preview` would add a second `<title>` and 3 KB of padding.
 */
export function Preheader({ text }: { text: string }) {
  return (
    <div
      style={{
        display: 'none',
        maxHeight: 0,
        overflow: 'hidden',
        msoHide: 'all',
        lineHeight: '1px',
        // At the end: with more behind it, SpamAssassin counts it as a sign of spam.
        fontSize: '1px',
      }}
    >
      {text}
      {paddingAfter(text)}
    </div>
  );
}

/** Blanks that no client collapses: a no-break space and a zero-width non-joiner for each character. */
function paddingAfter(text: string): string {
  return '\u00a0\u200c'.repeat(Math.max(0, previewLength - text.length));
}
