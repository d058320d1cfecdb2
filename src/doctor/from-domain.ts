import { type Diagnosis, error, ok, warning } from './diagnosis.js';
import type { DomainRecords, Lookup } from './dns.js';

const publish = (domain: string) =>
  `Publish the records that https://resend.com/domains shows for ${domain}.`;

/**
 * Whether the sender's domain says that Resend may send for it: SPF, DKIM and DMARC. `essential` is the
 * level of what keeps Resend from sending: a warning where Resend itself says that all is well. Pure.
 */
export function checkFromDomain(
  records: DomainRecords,
  essential: 'error' | 'warning',
): Diagnosis[] {
  if (isOffline(records)) {
    return [
      warning(
        'from domain',
        `The records of ${records.domain} could not be asked for: offline.`,
        'Run `verdicts doctor` again where names can be looked up.',
      ),
    ];
  }
  return [spf(records), returnPath(records), dkim(records, essential), dmarc(records)];
}

/** Domains that nobody can own, and so nobody can look up (RFC 2606, RFC 6761). */
export function isReserved(domain: string): boolean {
  return /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$/.test(domain);
}

function isOffline({ spf, returnPath, dkim, dmarc, online }: DomainRecords): boolean {
  const answers = [spf, returnPath, dkim, ...dmarc.map(({ answer }) => answer)];
  if (answers.every(({ kind }) => kind === 'unanswered')) return true;
  return !online && answers.every(({ kind }) => kind !== 'found');
}

/** RFC 7208: the sender of the envelope is at `send.`, and one record may speak for it. */
function spf({ domain, spf }: DomainRecords): Diagnosis {
  const name = `send.${domain}`;
  if (spf.kind === 'unanswered') return unanswered('SPF', name, spf);
  const policies = startingWith(spf, /^v=spf1(\s|$)/i);
  const [policy] = policies;
  if (policy === undefined) {
    const what = `SPF: ${name} has no v=spf1 record.`;
    return warning(
      'from domain',
      what,
      `${publish(domain)} With a return path of another name, all may be well.`,
    );
  }
  if (policies.length > 1) {
    const what = `SPF: ${name} has ${policies.length} v=spf1 records, which counts as an error.`;
    return warning('from domain', what, 'Leave one of them (RFC 7208, section 4.5).');
  }
  if (!/\binclude:\S*amazonses\.com\b/i.test(policy)) {
    const what = `SPF: ${name} does not include amazonses.com, which Resend sends through.`;
    return warning('from domain', what, publish(domain));
  }
  return ok('from domain', `SPF: ${name} lets Resend send.`);
}

function returnPath({ domain, returnPath }: DomainRecords): Diagnosis {
  const name = `send.${domain}`;
  if (returnPath.kind === 'unanswered') return unanswered('Return path', name, returnPath);
  if (returnPath.kind === 'none') {
    const what = `Return path: ${name} has no MX record, so bounces do not reach Resend.`;
    return warning(
      'from domain',
      what,
      `${publish(domain)} With a return path of another name, all may be well.`,
    );
  }
  return ok('from domain', `Return path: bounces go to ${returnPath.records.join(', ')}.`);
}

/** RFC 6376, section 3.6.1: a key record has `p=`, empty where the key was revoked. */
function dkim({ domain, dkim }: DomainRecords, essential: 'error' | 'warning'): Diagnosis {
  const name = `resend._domainkey.${domain}`;
  const bad = (what: string) =>
    (essential === 'error' ? error : warning)('from domain', what, publish(domain));
  if (dkim.kind === 'unanswered') return unanswered('DKIM', name, dkim);
  const [key] = startingWith(dkim, /(^|;)\s*p=/i);
  if (key === undefined)
    return bad(`DKIM: ${name} has no key, so letters are not signed as ${domain}.`);
  if (/(^|;)\s*p=\s*(;|$)/i.test(key)) return bad(`DKIM: the key at ${name} is revoked.`);
  return ok('from domain', `DKIM: ${name} has a key.`);
}

/** RFC 9989: the nearest record up the tree counts, if it is the only one there. */
function dmarc({ domain, dmarc }: DomainRecords): Diagnosis {
  const failed = dmarc.find(({ answer }) => answer.kind === 'unanswered');
  for (const { name, answer } of dmarc) {
    if (answer.kind === 'unanswered') break;
    const policies = startingWith(answer, /^v=DMARC1\s*(;|$)/);
    const [policy] = policies;
    if (policy === undefined) continue;
    if (policies.length > 1) {
      const what = `DMARC: ${name} has ${policies.length} policies, so that none counts.`;
      return warning('from domain', what, 'Leave one of them.');
    }
    const wish = /;\s*p=\s*(none|quarantine|reject)\b/i.exec(policy)?.[1]?.toLowerCase();
    if (wish === undefined) {
      const what = `DMARC: the policy at ${name} does not say p=none, p=quarantine or p=reject.`;
      return warning('from domain', what, 'Add it, such as "v=DMARC1; p=none".');
    }
    return ok('from domain', `DMARC: ${name} says p=${wish}.`);
  }
  if (failed) return unanswered('DMARC', failed.name, failed.answer);
  return warning(
    'from domain',
    `DMARC: neither ${domain} nor a domain above it has a policy.`,
    `Publish a TXT record at _dmarc.${domain}, such as "v=DMARC1; p=none": Gmail and Yahoo want one of whoever mails many.`,
  );
}

function startingWith(lookup: Lookup, pattern: RegExp): string[] {
  return lookup.kind === 'found' ? lookup.records.filter((record) => pattern.test(record)) : [];
}

function unanswered(what: string, name: string, lookup: Lookup): Diagnosis {
  const code = lookup.kind === 'unanswered' ? ` (${lookup.code})` : '';
  return warning(
    'from domain',
    `${what}: ${name} could not be asked for${code}.`,
    'Run `verdicts doctor` again; if it stays, ask whoever runs the name servers.',
  );
}
