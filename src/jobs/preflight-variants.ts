import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import type { Format, Variant } from '../letters/letter.js';
import { checkContent } from '../letters/preflight/check-content.js';
import { bySeverity, type Finding, newFindings } from '../letters/preflight/finding.js';
import type { OwnPages } from '../letters/preflight/own-pages.js';
import { proofFor, type Render } from './proofs.js';

/** A letter that preflight looked at; `bytes` as letters/fit.ts counts them. */
export interface CheckedLetter {
  format: Format;
  /** Null for the letter with all of the edition. */
  topics: readonly string[] | null;
  subject: string;
  preheader: string;
  bytes: number;
  /** By every rule, or but for contrast and what mail clients support: those are the template's. */
  checked: 'all' | 'content';
}

/**
 * Checks the letters of these variants for what differs from letter to letter; what several have in common
 * is found in the first. A letter that cannot be made is missing, and an error says why.
 */
export async function preflightVariants(
  app: App,
  edition: Edition,
  variants: readonly Variant[],
  { pages, render }: { pages: OwnPages; render: Render },
): Promise<{ letters: CheckedLetter[]; findings: Finding[] }> {
  const letters: CheckedLetter[] = [];
  const findings: Finding[] = [];
  for (const variant of variants) {
    const { format, topics } = variant;
    const made = await proofFor(app, edition, variant, render);
    const found = 'findings' in made ? made.findings : checkContent(made.proof, pages);
    const ofVariant = found.map((finding) => (topics ? { ...finding, topics } : finding));
    findings.push(...newFindings(ofVariant, findings));
    if ('findings' in made) continue;
    const { subject, bytes } = made.proof;
    const { preheader } = made.proof.edition;
    letters.push({ format, topics, subject, preheader, bytes, checked: 'content' });
  }
  return { letters, findings: bySeverity(findings) };
}
