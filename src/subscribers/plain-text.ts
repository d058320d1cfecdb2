/**
 * What somebody typed as a name or a topic: on one line, of a length that a letter's header can take,
 * without characters that have no place in it.
 */
export function plainText(text: string): string {
  if (text.length <= longest && /^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  const cut = text.trim().normalize('NFC').slice(0, longest);
  return cut.replace(/[\s\p{Cc}\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

const longest = 100;
