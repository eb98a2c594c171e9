/** Runs work once things have been quiet for a while; `flush` runs what is waiting at once. */
export class Debounced {
  readonly #work: () => void;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(milliseconds: number, work: () => void) {
    this.#milliseconds = milliseconds;
    this.#work = work;
  }

  get waiting(): boolean {
    return this.#timer !== null;
  }

  call(): void {
    this.cancel();
    this.#timer = setTimeout(() => this.flush(), this.#milliseconds);
  }

  flush(): void {
    if (this.#timer === null) return;
    this.cancel();
    this.#work();
  }

  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
