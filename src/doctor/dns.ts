import { Resolver } from 'node:dns/promises';

/** The questions that doctor has for the domain name system; Node's own resolver answers them. */
export interface Dns {
  resolveTxt(name: string): Promise<string[][]>;
  resolveMx(name: string): Promise<{ exchange: string; priority: number }[]>;
  resolveNs(name: string): Promise<string[]>;
}

/** What came of one question: records, the certainty that there are none, or no answer. */
export type Lookup =
  | { kind: 'found'; records: string[] }
  | { kind: 'none' }
  | { kind: 'unanswered'; code: string };

/** All that was learnt of the domain that letters come from. */
export interface DomainRecords {
  domain: string;
  /** TXT and MX of the subdomain that Resend bounces mail to. */
  spf: Lookup;
  returnPath: Lookup;
  dkim: Lookup;
  /** By name, from the domain itself up to its last two labels. */
  dmarc: { name: string; answer: Lookup }[];
  /** Whether a domain that certainly exists was found. */
  online: boolean;
}

/** Asks the name servers that this machine is set to, each once. */
export function systemDns(): Dns {
  return new Resolver({ timeout: patience, tries: 1 });
}

/** How long one question may take, in milliseconds. All are asked at the same time. */
const patience = 3000;

/**
 * Asks for the records that Resend has a domain's owner publish: SPF and MX of the return path at `send.`,
 * the key at `resend._domainkey.` (Resend docs, "Managing Domains"), and the DMARC policy, which parents
 * hand down (RFC 9989, the DNS tree walk). Takes three seconds at most, or `timeLimit` milliseconds.
 */
export async function lookUpDomain(
  dns: Dns,
  domain: string,
  timeLimit = patience,
): Promise<DomainRecords> {
  const txt = (name: string) =>
    asked(
      dns.resolveTxt(name).then((records) => records.map((parts) => parts.join(''))),
      timeLimit,
    );
  const mx = (name: string) =>
    asked(
      dns.resolveMx(name).then((records) => records.map(({ exchange }) => exchange)),
      timeLimit,
    );
  const [spf, returnPath, dkim, known, ...policies] = await Promise.all([
    txt(`send.${domain}`),
    mx(`send.${domain}`),
    txt(`resend._domainkey.${domain}`),
    asked(dns.resolveNs('resend.com'), timeLimit),
    ...policyNames(domain).map(async (name) => ({ name, answer: await txt(name) })),
  ]);
  return { domain, spf, returnPath, dkim, dmarc: policies, online: known.kind === 'found' };
}

function policyNames(domain: string): string[] {
  const labels = domain.split('.');
  const parents = labels.map((_, index) => labels.slice(index));
  return parents.filter(({ length }) => length >= 2).map((rest) => `_dmarc.${rest.join('.')}`);
}

async function asked(question: Promise<string[]>, timeLimit: number): Promise<Lookup> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Lookup>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unanswered', code: 'ETIMEOUT' }), timeLimit);
  });
  const answer = question.then(
    (records): Lookup => (records.length > 0 ? { kind: 'found', records } : { kind: 'none' }),
    (error: NodeJS.ErrnoException): Lookup =>
      error.code === 'ENOTFOUND' || error.code === 'ENODATA'
        ? { kind: 'none' }
        : { kind: 'unanswered', code: error.code ?? error.message },
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
