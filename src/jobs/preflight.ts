import { z } from 'zod';
import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import { communityFigures } from '../editions/matchups.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { community } from '../feedback/community.js';
import { Format, type Letter, type Masthead, type Variant } from '../letters/letter.js';
import { checkLetter, findingIn } from '../letters/preflight/check.js';
import { factFaults } from '../letters/preflight/facts.js';
import { bySeverity, type Finding } from '../letters/preflight/finding.js';
import { headerFaults } from '../letters/preflight/headers.js';
import { outsideLinks } from '../letters/preflight/links.js';
import { outsideFaults } from '../letters/preflight/outside.js';
import type { OwnPages } from '../letters/preflight/own-pages.js';
import { type Proof, proofOf } from '../letters/preflight/proof.js';
import { renderLetter } from '../letters/render.js';
import { compileLetter } from '../letters/slots.js';
import { BatchBody } from '../mailings/batch-body.js';
import { compileMessage } from '../mailings/message.js';
import { votesNow } from './drafting.js';
import { askAll } from './outside-links.js';
import { sampleReader } from './preview.js';

/** What is to be known of an edition before it is sent. */
export interface Preflight {
  week: Week;
  /** Of the content that was checked. */
  hash: string;
  /** `bytes` as letters/fit.ts counts them. A letter that cannot be made is missing, and an error says why. */
  letters: { format: Format; subject: string; preheader: string; bytes: number }[];
  /** Errors first, then warnings and notes. */
  findings: Finding[];
}

interface Options {
  /** Fetches outside links. */
  online?: boolean;
  signal?: AbortSignal;
  /** In place of the templates that this thread has loaded. */
  render?: (wanted: { edition: Edition; variant: Variant; masthead: Masthead }) => Promise<Letter>;
}

/**
 * Checks this edition as it would be mailed: both letters, their headers, and its facts against the
 * content and the votes of now. Nothing is written. Throws a `VerdictsError` when the content is broken.
 */
export async function preflightEdition(
  app: App,
  edition: Edition,
  { online = false, signal, render = renderedHere }: Options = {},
): Promise<Preflight> {
  const [library, votes, mailed] = await Promise.all([
    app.library(),
    votesNow(app),
    app.mailings.list(),
  ]);
  const pages: OwnPages = {
    comparisons: new Set(library.comparisons.keys()),
    tools: new Set(library.tools.keys()),
    editions: new Set([...mailed, edition.week]),
  };
  const figures = communityFigures(library, (tool) =>
    community(votes.tally(tool), app.config.communityQuorum),
  );

  const findings: Finding[] = [];
  const proofs: Proof[] = [];
  for (const format of Format.options) {
    const made = await proofFor(app, edition, format, render);
    if ('findings' in made) {
      findings.push(...made.findings);
      continue;
    }
    const { proof, letter } = made;
    proofs.push(proof);
    findings.push(...checkLetter(proof, pages), ...headerFindings(app, letter, format));
    if (online) findings.push(...(await outsideFindings(proof, signal)));
  }
  const [first] = proofs;
  if (first) {
    const faults = factFaults(edition, { library, community: figures });
    findings.push(...faults.map((fault) => findingIn(first, fault)));
  }

  return {
    week: edition.week,
    hash: edition.hash,
    letters: proofs.map(({ format, subject, bytes }) => ({
      format,
      subject,
      preheader: edition.preheader,
      bytes,
    })),
    findings: bySeverity(findings),
  };
}

type Made = { proof: Proof; letter: Letter } | { findings: Finding[] };

/** The letter, or why it cannot be made. */
async function proofFor(
  { masthead }: App,
  edition: Edition,
  format: Format,
  render: NonNullable<Options['render']>,
): Promise<Made> {
  try {
    const letter = await render({ edition, variant: { format, topics: null }, masthead });
    return { letter, proof: proofOf(letter, { edition, format, masthead, values: sampleReader }) };
  } catch (error) {
    const part = 'html' as const;
    const base = { severity: 'error' as const, letter: format, part };
    if (error instanceof VerdictsError) {
      const rule = error.code === 'letter-too-large' ? 'size' : 'letter';
      return { findings: [{ ...base, rule, what: error.message, remedy: error.remedy }] };
    }
    if (error instanceof Error && error.name === 'CssSyntaxError') {
      const what = `The letter’s CSS is broken: ${error.message}.`;
      const remedy = 'Correct the styles of the template in emails/.';
      return { findings: [{ ...base, rule: 'css', what, remedy }] };
    }
    throw error;
  }
}

const renderedHere: NonNullable<Options['render']> = ({ edition, variant, masthead }) =>
  renderLetter(edition, variant, masthead);

const Message = z.tuple([z.object({ headers: z.record(z.string(), z.string()) })]);

/** The headers as Resend would be handed them. */
function headerFindings(app: App, letter: Letter, format: Format): Finding[] {
  const { masthead, listId, config } = app;
  const { from, replyTo } = config;
  const sender = { id: 'preflight', from, listId, masthead };
  const template = compileMessage(
    compileLetter(letter),
    replyTo === undefined ? sender : { ...sender, replyTo },
  );
  const body = new BatchBody();
  body.start();
  body.add(template, { reader: 'sample', to: sampleReader.address, slots: sampleReader });
  const [{ headers }] = Message.parse(JSON.parse(body.finish().bytes.toString()));
  return headerFaults(headers, masthead).map((fault) => ({ ...fault, letter: format }));
}

async function outsideFindings(proof: Proof, signal: AbortSignal | undefined): Promise<Finding[]> {
  const links = outsideLinks(proof);
  const faults = outsideFaults(proof, links, await askAll(links.keys(), signal));
  return faults.map((fault) => ({ ...fault, letter: proof.format }));
}
