import { VerdictsError } from '../errors.js';

/** A frozen file that is not as it was frozen, which ends the sending. */
export function damaged(path: string, what: string): VerdictsError {
  return new VerdictsError('damaged', `${path}: ${what}.`, {
    remedy: 'Put the file back from a backup: a mailing is sent from its frozen files only.',
    exit: 3,
  });
}
