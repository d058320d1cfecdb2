import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import { VerdictsError } from '../errors.js';
import type { Letter, Masthead, Variant } from '../letters/letter.js';
import type { Finding } from '../letters/preflight/finding.js';
import { type Proof, proofOf } from '../letters/preflight/proof.js';
import { editionFor, renderLetter } from '../letters/render.js';
import { sampleReader } from './preview.js';

/** Makes a letter, as `renderLetter` does with the templates that this thread has loaded. */
export type Render = (wanted: {
  edition: Edition;
  variant: Variant;
  masthead: Masthead;
}) => Promise<Letter>;

/** Renders with the templates that this thread loaded first. */
export const renderHere: Render = ({ edition, variant, masthead }) =>
  renderLetter(edition, variant, masthead);

type Made = { proof: Proof; letter: Letter } | { findings: Finding[] };

/** The letter as a sample reader would get it, or why it cannot be made. */
export async function proofFor(
  { masthead }: Pick<App, 'masthead'>,
  edition: Edition,
  variant: Variant,
  render: Render,
): Promise<Made> {
  const { format, topics } = variant;
  const shown = editionFor(edition, topics) ?? edition;
  try {
    const letter = await render({ edition, variant, masthead });
    const origin = { edition: shown, format, masthead, values: sampleReader };
    return { letter, proof: proofOf(letter, origin) };
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
