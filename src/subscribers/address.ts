import { domainToASCII, domainToUnicode } from 'node:url';

/** An address that can be mailed. */
export interface Address {
  /** As the reader gave it, trimmed, without what is not seen, and in NFC. */
  email: string;
  /** As one mailbox has it: lower case, the domain in ASCII. Equal for two ways of writing one address. */
  normalised: string;
}

/** Why a text is not an address, as the end of a sentence that begins with "the address". */
export interface AddressProblem {
  problem: string;
}

/**
 * Reads one mailbox, by RFC 5321's lengths (section 4.5.3.1) and RFC 5322's dot-atom, and no more than
 * what is in use: no quoted local parts, no address literals, no single-label domains. The part before
 * the @ must be ASCII, as Resend does not mail to others (no SMTPUTF8); the domain may be
 * international. Nothing is folded that only one provider folds, such as Gmail's dots.
 */
export function parseAddress(text: string): Address | AddressProblem {
  const trimmed = text.trim();
  const normalised = trimmed.toLowerCase();
  if (plain.test(trimmed) && fits(trimmed) && !normalised.includes('xn--')) {
    return { email: trimmed, normalised };
  }
  return parseUnusual(trimmed.replace(unseen, '').normalize('NFC'));
}

/** The address to hand to a mail system: the reader's own spelling before the @, the domain in ASCII. */
export function mailbox({ email, normalised }: Address): string {
  if (email === normalised) return email;
  return email.slice(0, email.lastIndexOf('@')) + normalised.slice(normalised.lastIndexOf('@'));
}

/** Splits `Ada Lovelace <ada@example.com>`; a text of another shape comes back as the address alone. */
export function splitNamedAddress(text: string): { name?: string; address: string } {
  const bracket = text.indexOf('<');
  if (bracket < 0) return { address: text };
  const name = text.slice(0, bracket).trim();
  const rest = text.slice(bracket + 1).trimEnd();
  if (!rest.endsWith('>') || /[<>]/.test(name + rest.slice(0, -1))) return { address: text };
  const unquoted = /^"[^"]*"$/.test(name) ? name.slice(1, -1).trim() : name;
  return { ...(unquoted !== '' && { name: unquoted }), address: rest.slice(0, -1) };
}

const atoms = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*/;
const label = /[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?/;
const topLevel = /(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,58}[A-Za-z0-9])/;
const localPart = new RegExp(`^${atoms.source}$`);
const domainName = new RegExp(`^(?:${label.source}\\.)+${topLevel.source}$`);
const plain = new RegExp(`^${atoms.source}@(?:${label.source}\\.)+${topLevel.source}$`);
/** What copying leaves between letters, and a domain name passes over: soft hyphens and blanks without a width. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/g;
/** A domain with a label in Punycode, which only `domainToASCII` can judge. */
const coded = /[@.]xn--/i;

/** What no domain has: `domainToASCII` takes a URL's host, and passes over a path behind it. */
const beyondDomain = /[^A-Za-z0-9.\-\P{ASCII}]/u;

function fits(address: string): boolean {
  const at = address.indexOf('@');
  return address.length <= 254 && at <= 64 && address.length - at - 1 <= 253;
}

function parseUnusual(email: string): Address | AddressProblem {
  if (email === '') return { problem: 'is empty' };
  if (/\p{Cc}/u.test(email)) return { problem: 'has a control character in it' };
  if (/["\\]/.test(email)) return { problem: 'has a quoted part, which is not supported' };
  if (/[\s<>()[\],;:]/.test(email)) {
    return { problem: 'has a space, a bracket, a comma, a colon or a semicolon in it' };
  }
  const [local = '', domain, ...rest] = email.split('@');
  if (domain === undefined) return { problem: 'has no @' };
  if (rest.length > 0) return { problem: 'has more than one @' };
  return localProblem(local) ?? withDomain(email, local, domain);
}

function localProblem(local: string): AddressProblem | undefined {
  if (local === '') return { problem: 'has nothing before the @' };
  if (local.length > 64) return { problem: 'has more than 64 characters before the @' };
  if (/[^\p{ASCII}]/u.test(local)) {
    return {
      problem: 'has characters before the @ that are not ASCII, such as ä, and cannot be mailed to',
    };
  }
  if (/^\.|\.\.|\.$/.test(local)) return { problem: 'has a misplaced dot before the @' };
  if (!localPart.test(local))
    return { problem: 'has a character before the @ that is not allowed' };
  return undefined;
}

function withDomain(email: string, local: string, domain: string): Address | AddressProblem {
  if (domain === '') return { problem: 'has nothing after the @' };
  if (/^\.|\.\.|\.$/.test(domain)) return { problem: 'has a misplaced dot after the @' };
  if (/^[\d.]+$/.test(domain)) return { problem: 'has an IP address after the @' };
  const international = /[^\p{ASCII}]/u.test(domain) || coded.test(`@${domain}`);
  const ascii = international ? domainToASCII(domain) : domain.toLowerCase();
  if (ascii !== '' && !ascii.includes('.')) {
    return { problem: 'has no full domain, such as example.com, after the @' };
  }
  const normalised = `${local.toLowerCase()}@${ascii}`;
  // Newer Nodes take Punycode of nothing for a host as it is, and leave it undecoded.
  const undecoded = international && coded.test(`@${domainToUnicode(ascii)}`);
  if (!domainName.test(ascii) || beyondDomain.test(domain) || undecoded) {
    return { problem: 'has no valid domain after the @' };
  }
  if (!fits(normalised) || email.length > 254) return { problem: 'is longer than 254 characters' };
  return { email, normalised };
}
