import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8's old generation grow by no more than three tenths before it is collected, from now on in this
 * process. By itself V8 waits until there is four times what is in use: for a mailing, whose batches leave
 * a little garbage each, that is memory which does nothing. The flag is read at each collection.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

/**
 * Has V8 improve code only once it has run for six times as long as V8 waits by itself, from now on in this
 * process. What a mailing runs for each reader comes to that in no time; what it runs once a batch does not
 * pay for being improved, which took a sixth of the processor's time that a hundred thousand readers take.
 */
export function improveOnlyHotCode(): void {
  // From Node 22 on, V8 counts calls, waits for thousands of them, and knows no such flag.
  if (Number.parseInt(process.versions.node, 10) < 22) {
    setFlagsFromString('--interrupt-budget=400000');
  }
}

/**
 * Has V8 take regular expressions as it first compiles them, for the single time until it compiles them to
 * machine code. By itself it takes a fifth of a second to improve what content's phrasings become.
 */
export function compilePatternsOnce(): void {
  setFlagsFromString('--no-regexp-peephole-optimization');
}
