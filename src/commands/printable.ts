/**
 * Text that may repeat what somebody typed, as a terminal can show it: no character that steers the
 * terminal or turns the direction of writing but line ends, and no line without end.
 */
export function printable(text: string): string {
  return text
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, escaped)
    .split('\n')
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line))
    .join('\n');
}

const longestLine = 1000;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
