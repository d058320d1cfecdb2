/** Numbers in a row that grows: eight bytes each, zero until set. */
export class NumberColumn {
  length = 0;
  #values = new Float64Array(256);

  get(at: number): number {
    return this.#values[at] ?? 0;
  }

  set(at: number, value: number): void {
    while (at >= this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[at] = value;
    if (at >= this.length) this.length = at + 1;
  }

  push(value: number): void {
    this.set(this.length, value);
  }
}
