import type { Diagnosis } from '../../src/doctor/diagnosis.js';
import type { Dns } from '../../src/doctor/dns.js';

/** Records by type and name, such as `TXT send.verdicts.dev`; an answer that is a code is an error. */
export type Zone = Record<string, string[] | string>;

/** A domain as Resend wants it. */
export function goodZone(domain = 'verdicts.dev'): Zone {
  return {
    'NS resend.com': ['ns1.example.com'],
    [`TXT send.${domain}`]: ['v=spf1 include:amazonses.com ~all'],
    [`MX send.${domain}`]: ['feedback-smtp.eu-west-1.amazonses.com'],
    [`TXT resend._domainkey.${domain}`]: ['p=MIGfMA0GCSqGSIb3DQEB'],
    [`TXT _dmarc.${domain}`]: ['v=DMARC1; p=reject'],
  };
}

/** Names that are not in the zone are not found. */
export function fakeDns(zone: Zone): Dns & { asked: string[] } {
  const asked: string[] = [];
  async function answer(question: string): Promise<string[]> {
    asked.push(question);
    const records = zone[question] ?? 'ENOTFOUND';
    if (typeof records !== 'string') return records;
    throw Object.assign(new Error(records), { code: records });
  }
  return {
    asked,
    resolveTxt: async (name) => (await answer(`TXT ${name}`)).map((text) => [text]),
    resolveMx: async (name) =>
      (await answer(`MX ${name}`)).map((exchange) => ({ exchange, priority: 10 })),
    resolveNs: (name) => answer(`NS ${name}`),
  };
}

/** Level and sentence of each finding. */
export function said(findings: readonly Diagnosis[]): string[] {
  return findings.map(({ level, what }) => `${level}: ${what}`);
}

/** Findings that want something without saying what to do, of which there must be none. */
export function withoutRemedy(findings: readonly Diagnosis[]): Diagnosis[] {
  return findings.filter(({ level, remedy }) => (level === 'ok') !== (remedy === null));
}
