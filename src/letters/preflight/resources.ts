import postcss from 'postcss';
import type { Element } from './cascade.js';
import { type Fault, quoted } from './finding.js';
import { isLocal } from './links.js';
import { type Proof, selectorOf } from './proof.js';

/** Elements that mail clients take out and spam filters dislike. */
const active = 'script, iframe, object, embed, applet, base[href]';

/** Whatever the letter makes a client load or run, where that is unsafe or does not work in mail. */
export function resourceFaults(proof: Proof): Fault[] {
  const { document: $ } = proof;
  const running = $(active)
    .toArray()
    .map(
      (element): Fault => ({
        severity: 'error',
        rule: 'active-content',
        part: 'html',
        selector: selectorOf($, element),
        what: `The letter holds a <${element.name}>, which mail clients take out.`,
        remedy: 'Take it out of the template in emails/.',
      }),
    );
  return [...running, ...resourcesOf(proof).flatMap((resource) => faultOf(resource, proof))];
}

interface Resource {
  address: string;
  element: Element;
}

function faultOf({ address, element }: Resource, { document, masthead }: Proof): Fault[] {
  const trouble = troubleWith(address, masthead.publicUrl);
  if (!trouble) return [];
  const { severity, why, remedy } = trouble;
  return [
    {
      severity,
      rule: 'resource',
      part: 'html',
      selector: selectorOf(document, element),
      what: `A <${element.name}> loads ${quoted(address)}: ${why}.`,
      remedy,
    },
  ];
}

function troubleWith(
  address: string,
  publicUrl: string,
): (Pick<Fault, 'severity' | 'remedy'> & { why: string }) | undefined {
  const serve = 'Serve it under an https:// address and name that.';
  if (/^data:/i.test(address)) {
    return { severity: 'error', why: 'Gmail and Outlook show no `data:` address', remedy: serve };
  }
  if (/^cid:/i.test(address)) {
    const why = 'nothing is attached to a letter that goes out in a batch';
    return { severity: 'error', why, remedy: serve };
  }
  if (!URL.canParse(address)) {
    const why = 'a letter has no address of its own that this could begin from';
    return { severity: 'error', why, remedy: serve };
  }
  const url = new URL(address);
  if (url.protocol === 'https:') return undefined;
  if (isLocal(url) && isLocal(new URL(publicUrl))) return undefined;
  return {
    severity: 'warning',
    why: 'it is not encrypted, and clients may not show it',
    remedy: serve,
  };
}

function resourcesOf({ document: $ }: Proof): Resource[] {
  const found: Resource[] = [];
  const add = (element: Element, address: string | undefined) => {
    if (address !== undefined) found.push({ address: address.trim(), element });
  };
  for (const element of $('[src]').toArray()) add(element, element.attribs.src);
  for (const element of $('[background]').toArray()) add(element, element.attribs.background);
  for (const element of $('[poster]').toArray()) add(element, element.attribs.poster);
  for (const element of $('link[rel~="stylesheet"][href]').toArray())
    add(element, element.attribs.href);
  for (const element of $('[srcset]').toArray()) {
    for (const address of addressesInSet(element.attribs.srcset ?? '')) add(element, address);
  }
  for (const element of $('[style*="url("]').toArray()) {
    for (const address of addressesInCss(element.attribs.style ?? '')) add(element, address);
  }
  for (const element of $('style').toArray()) {
    for (const address of addressesInCss($(element).text())) add(element, address);
  }
  return found;
}

/** The addresses of a `srcset`, in which a `data:` address may hold a comma. */
function addressesInSet(set: string): string[] {
  return [...set.matchAll(/\s*(\S+[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)/g)].map(
    (match) => match[1] ?? '',
  );
}

function addressesInCss(css: string): string[] {
  const found: string[] = [];
  const root = postcss.parse(css);
  const addAll = (text: string) => {
    for (const [, double, single, plain] of text.matchAll(
      /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/gi,
    )) {
      found.push(double ?? single ?? plain ?? '');
    }
  };
  root.walkDecls(({ value }) => addAll(value));
  root.walkAtRules('import', ({ params }) => {
    const bareName = /^\s*["']([^"']+)["']/.exec(params)?.[1];
    if (bareName !== undefined) found.push(bareName);
    else addAll(params);
  });
  return found;
}
