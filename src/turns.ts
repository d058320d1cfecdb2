/** Work that is done one after the other, in the order in which it came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** Does the work once all that came before is over, failed or not. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    const turn = this.#last.then(work);
    const over = () => {
      this.#count -= 1;
    };
    this.#last = turn.then(over, over);
    return turn;
  }

  /** How many turns wait for the one under way to be over. */
  get waiting(): number {
    return Math.max(this.#count - 1, 0);
  }
}
