import { PREHEADER_MAX, PREHEADER_MIN, SUBJECT_MAX } from '../../editions/edition.js';
import { characters } from '../../editions/wording.js';
import { type Fault, quoted } from './finding.js';
import { bare, type Proof } from './proof.js';
import { toneFaults } from './tone.js';

/** Subject and preheader: what a mailbox lists of the letter. */
export function envelopeFaults(proof: Proof): Fault[] {
  return [
    ...subjectFaults(proof),
    ...preheaderFaults(proof),
    ...toneFaults('subject', proof.subject, proof.edition),
    ...toneFaults('preheader', proof.edition.preheader, proof.edition),
  ];
}

const inThePlan = 'Set a `subject` in the week’s plan, and draft it anew.';

function subjectFaults({ subject, document: $ }: Proof): Fault[] {
  const length = characters(subject);
  if (bare(subject) === '') {
    return [
      {
        severity: 'error',
        rule: 'subject-length',
        part: 'subject',
        what: 'The subject is empty.',
        remedy: inThePlan,
      },
    ];
  }
  const faults: Fault[] = [];
  if (length > SUBJECT_MAX) {
    faults.push({
      severity: 'warning',
      rule: 'subject-length',
      part: 'subject',
      what: `The subject ${quoted(subject)} has ${length} characters, and mailboxes cut it after about ${SUBJECT_MAX}.`,
      remedy: inThePlan,
    });
  }
  const title = bare($('title').text());
  if (title !== '' && title !== bare(subject)) {
    faults.push({
      severity: 'warning',
      rule: 'title',
      part: 'html',
      what: `The title of the letter is ${quoted(title)}, and its subject ${quoted(subject)}.`,
      remedy: 'Let the template take its title from the edition’s subject.',
    });
  }
  return faults;
}

function preheaderFaults({ edition, document: $ }: Proof): Fault[] {
  const { preheader, subject } = edition;
  const length = characters(preheader);
  const faults: Fault[] = [];
  const warn = (rule: string, what: string, remedy: string) =>
    faults.push({ severity: 'warning', rule, part: 'preheader', what, remedy });
  if (length < PREHEADER_MIN || length > PREHEADER_MAX) {
    warn(
      'preheader-length',
      `The preheader ${quoted(preheader)} has ${length} characters; mailboxes show ${PREHEADER_MIN} to ${PREHEADER_MAX} of them well.`,
      `Draft the edition anew: its preheader is written to that length.`,
    );
  }
  if (bare(preheader).toLowerCase() === bare(subject).toLowerCase()) {
    warn(
      'preheader-repeats',
      `The preheader ${quoted(preheader)} repeats the subject.`,
      'Set another `subject` in the week’s plan.',
    );
  }
  if (!bare($('body').text().replaceAll('\u00a0', ' ')).startsWith(bare(preheader))) {
    warn(
      'preheader-missing',
      `The letter does not begin with its preheader ${quoted(preheader)}, so mailboxes list other words.`,
      'Put the hidden preheader back as the first words of the template.',
    );
  }
  return faults;
}
