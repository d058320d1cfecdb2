/** What the process's exit code tells the operator: 1 failed, 2 bad usage, 3 a person must decide. */
export type ExitCode = 1 | 2 | 3;

interface ErrorOptions {
  /** What to do about it, as an instruction. */
  remedy: string;
  exit?: ExitCode;
  cause?: unknown;
}

/**
 * The one error that this product throws on purpose. `message` says what is wrong and where
 * (file, line or field) in one sentence, `remedy` what to do. Neither ever holds an address,
 * a token or a key.
 */
export class VerdictsError extends Error {
  override name = 'VerdictsError';
  readonly remedy: string;
  readonly exit: ExitCode;

  constructor(
    readonly code: string,
    message: string,
    { remedy, exit = 1, cause }: ErrorOptions,
  ) {
    super(message, { cause });
    this.remedy = remedy;
    this.exit = exit;
  }
}

/** What of a `VerdictsError` a thread can hand to another, which would take the error itself for any `Error`. */
export interface Fault {
  code: string;
  message: string;
  remedy: string;
  exit: ExitCode;
}

/** The error as it is handed to another thread. */
export function faultOf({ code, message, remedy, exit }: VerdictsError): Fault {
  return { code, message, remedy, exit };
}

/** The error that a fault was, in the thread that was handed it. */
export function errorOf({ code, message, remedy, exit }: Fault): VerdictsError {
  return new VerdictsError(code, message, { remedy, exit });
}
