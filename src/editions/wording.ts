/** Made when it is first needed: most commands need none, and it takes a while. */
let list: Intl.ListFormat | undefined;
const numerals = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  list ??= new Intl.ListFormat('en-GB', { type: 'conjunction' });
  return list.format(names);
}

/** `one comparison`, `five comparisons`: in words up to twelve. */
export function counted(count: number, noun: string): string {
  return `${inWords(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `one`, `twelve`, `13`. */
export function inWords(count: number): string {
  return numerals[count] ?? String(count);
}

/** Of an edition's hash, what tells one content from another at a glance. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** With its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a full stop, unless a name at its end brings its own mark: `Yahoo!`, `Acme Inc.`. */
export function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Code points: a name in Chinese or an emoji counts as many characters as a reader sees, nearly. */
export function characters(text: string): number {
  return [...text].length;
}
