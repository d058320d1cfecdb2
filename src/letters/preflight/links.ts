import { paths } from '../links.js';
import type { Element } from './cascade.js';
import { type Fault, quoted } from './finding.js';
import { type OwnPages, whyNotServed } from './own-pages.js';
import { type Proof, selectorOf, wordsOf } from './proof.js';

/** A link of a letter. */
export interface Link {
  href: string;
  element: Element;
}

/** Every link of the letter, in order. */
export function linksOf({ document: $ }: Pick<Proof, 'document'>): Link[] {
  return $('a[href], area[href]')
    .toArray()
    .map((element) => ({ href: (element.attribs.href ?? '').trim(), element }));
}

/** The outside addresses of the web that the letter leads to, each with its first link. */
export function outsideLinks(proof: Proof): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const { href, element } of linksOf(proof)) {
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || ownPath(url, proof) !== undefined) continue;
    if (!found.has(href)) found.set(href, element);
  }
  return found;
}

/** Links that lead nowhere: own ones to pages that the site does not serve, others that are no addresses. */
export function linkFaults(proof: Proof, pages: OwnPages): Fault[] {
  const seen = new Set<string>();
  return linksOf(proof).flatMap(({ href, element }): Fault[] => {
    const trouble = seen.has(href) ? undefined : troubleWith(href, proof, pages);
    seen.add(href);
    if (!trouble) return [];
    const words = quoted(wordsOf(proof.document, element));
    return [
      {
        severity: trouble.severity,
        rule: 'link',
        part: 'html',
        selector: selectorOf(proof.document, element),
        what: `The link ${words} leads to ${quoted(href)}, and ${trouble.why}.`,
        remedy: trouble.remedy,
      },
    ];
  });
}

/** A letter that cannot be left from within must not go out, whichever part of it a reader sees. */
export function unsubscribeFaults(proof: Proof): Fault[] {
  const start = proof.masthead.publicUrl + paths.unsubscribe('');
  const hidden = ({ element }: Link) => proof.sight.light(element).hidden;
  const inHtml = linksOf(proof).some((link) => link.href.startsWith(start) && !hidden(link));
  const missing = [
    ...(inHtml ? [] : (['html'] as const)),
    ...(proof.text.includes(start) ? [] : (['text'] as const)),
  ];
  return missing.map((part) => ({
    severity: 'error',
    rule: 'unsubscribe-link',
    part,
    what: `The ${part === 'html' ? 'HTML' : 'text part'} has no link to unsubscribe.`,
    remedy: 'Put the footer with the unsubscribe link back into the template in emails/.',
  }));
}

interface Trouble {
  severity: Fault['severity'];
  /** The end of a sentence. */
  why: string;
  remedy: string;
}

function troubleWith(href: string, proof: Proof, pages: OwnPages): Trouble | undefined {
  const correct = 'Correct the address in the template or in the words that hold it.';
  const wrong = (why: string, remedy = correct): Trouble => ({ severity: 'error', why, remedy });
  if (href === '' || href.startsWith('#')) return wrong('that is nowhere outside the letter');
  if (!URL.canParse(href)) return wrong('that is no address with https:// before it');
  const url = new URL(href);
  if (/^(?:mailto|tel|sms):$/.test(url.protocol)) {
    return url.pathname === '' ? wrong('it names nobody') : undefined;
  }
  if (!/^https?:$/.test(url.protocol)) return wrong('mail clients open no such address');
  const path = ownPath(url, proof);
  if (path !== undefined) {
    const why = whyNotServed(path, url.search, pages);
    const remedy = 'Bring the page back with `verdicts import`, or correct the link.';
    return why === undefined ? undefined : wrong(why, remedy);
  }
  return outsideTrouble(url, new URL(proof.masthead.publicUrl));
}

function outsideTrouble(url: URL, own: URL): Trouble | undefined {
  if (isLocal(url) && !isLocal(own)) {
    const remedy = 'Write the address under which readers reach it.';
    return { severity: 'error', why: 'no reader reaches this machine', remedy };
  }
  if (isLocal(url)) return undefined;
  if (!/[.:]/.test(url.hostname)) {
    const remedy = 'Write the name of the host with its domain.';
    return { severity: 'warning', why: `“${url.hostname}” is no public host`, remedy };
  }
  if (url.username !== '' || url.password !== '') {
    const remedy = 'Take the name and password out of the address.';
    return { severity: 'warning', why: 'it holds a name or a password', remedy };
  }
  if (url.protocol === 'http:') {
    const remedy = 'Write https:// if the site has it.';
    return { severity: 'warning', why: 'it is not encrypted', remedy };
  }
  return undefined;
}

/** The path on our own site, undefined for any other. */
function ownPath(url: URL, { masthead }: Proof): string | undefined {
  const own = new URL(masthead.publicUrl);
  const base = own.pathname.replace(/\/$/, '');
  const inside = url.pathname === base || url.pathname.startsWith(`${base}/`);
  return url.origin === own.origin && inside ? url.pathname.slice(base.length) || '/' : undefined;
}

/** Whether the address leads to the machine itself, or to a name that only its network knows. */
export function isLocal({ hostname }: URL): boolean {
  return (
    /^(?:localhost|\[::1\]|0\.0\.0\.0)$|\.(?:localhost|local|internal|test)$/.test(hostname) ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}
