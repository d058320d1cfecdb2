import { z } from 'zod';
import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import { communityFigures } from '../editions/matchups.js';
import type { Week } from '../editions/week.js';
import { community } from '../feedback/community.js';
import { Format, type Letter, type Variant } from '../letters/letter.js';
import { checkLetter, findingIn } from '../letters/preflight/check.js';
import { factFaults } from '../letters/preflight/facts.js';
import { bySeverity, type Finding, newFindings } from '../letters/preflight/finding.js';
import { headerFaults } from '../letters/preflight/headers.js';
import { outsideLinks } from '../letters/preflight/links.js';
import { outsideFaults } from '../letters/preflight/outside.js';
import type { OwnPages } from '../letters/preflight/own-pages.js';
import type { Proof } from '../letters/preflight/proof.js';
import { compileLetter } from '../letters/slots.js';
import { BatchBody } from '../mailings/batch-body.js';
import { compileMessage } from '../mailings/message.js';
import { sizeOfStore } from '../subscribers/store-files.js';
import { votesNow } from './drafting.js';
import { askAll } from './outside-links.js';
import { type CheckedLetter, preflightVariants } from './preflight-variants.js';
import { sampleReader } from './preview.js';
import { proofFor, type Render, renderHere } from './proofs.js';
import { wantedVariants } from './wanted-variants.js';

/** What is to be known of an edition before it is sent. */
export interface Preflight {
  week: Week;
  /** Of the content that was checked. */
  hash: string;
  /**
   * The full letters, then those for some topics. A letter that cannot be made is missing, and an error says
   * why.
   */
  letters: CheckedLetter[];
  /** Errors first, then warnings and notes. */
  findings: Finding[];
}

interface Options {
  /** Fetches outside links. */
  online?: boolean;
  signal?: AbortSignal;
  /** In place of the templates that this thread has loaded. */
  render?: Render;
  /** Those for some topics that are checked; what readers would get, if not given. */
  variants?: readonly Variant[];
}

/**
 * Checks this edition as it would be mailed: both letters, their headers, those for some topics, and its
 * facts against the content and the votes of now. Nothing is written. Throws a `VerdictsError` when the
 * content or the store is broken.
 */
export async function preflightEdition(
  app: App,
  edition: Edition,
  { online = false, signal, render = renderHere, variants }: Options = {},
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
    const made = await proofFor(app, edition, { format, topics: null }, render);
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

  const forSome = variants ?? (await wanted(app, edition));
  const some = await preflightVariants(app, edition, forSome, { pages, render });
  const { week, hash, preheader } = edition;
  const full = proofs.map(
    ({ format, subject, bytes }): CheckedLetter => ({
      format,
      topics: null,
      subject,
      preheader,
      bytes,
      checked: 'all',
    }),
  );
  return {
    week,
    hash,
    letters: [...full, ...some.letters],
    findings: bySeverity([...findings, ...newFindings(some.findings, findings)]),
  };
}

/** To open a store that is not there would make one. */
async function wanted(app: App, edition: Edition): Promise<Variant[]> {
  if (sizeOfStore(app.config.subscribersDir) === 0) return [];
  return wantedVariants(edition, await app.subscribers());
}

const Message = z.tuple([z.object({ headers: z.record(z.string(), z.string()) })]);

/** The headers as Resend would be handed them. */
function headerFindings(app: App, letter: Letter, format: Format): Finding[] {
  const { masthead, listId, config } = app;
  const { from, replyTo } = config;
  const sender = { id: 'preflight', from, replyTo, listId, masthead };
  const template = compileMessage(compileLetter(letter), sender);
  const values = { reader: 'sample', to: sampleReader.address, slots: sampleReader };
  const { bytes } = new BatchBody().fill([{ template, values }]);
  const [{ headers }] = Message.parse(JSON.parse(bytes.toString()));
  return headerFaults(headers, masthead).map((fault) => ({ ...fault, letter: format }));
}

async function outsideFindings(proof: Proof, signal: AbortSignal | undefined): Promise<Finding[]> {
  const links = outsideLinks(proof);
  const faults = outsideFaults(proof, links, await askAll(links.keys(), signal));
  return faults.map((fault) => ({ ...fault, letter: proof.format }));
}
