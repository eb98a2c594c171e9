/** Passes on the latest of what is said, at most once in so many milliseconds; the first at once. */
export class Throttled<T> {
  readonly #milliseconds: number;
  readonly #say: (value: T) => void;
  #waiting: { readonly value: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(milliseconds: number, say: (value: T) => void) {
    this.#milliseconds = milliseconds;
    this.#say = say;
  }

  call(value: T): void {
    if (this.#timer === null) this.#pass(value);
    else this.#waiting = { value };
  }

  /** Now, whatever was said before; what waits is dropped. */
  urgent(value: T): void {
    this.stop();
    this.#pass(value);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = null;
  }

  #pass(value: T): void {
    this.#say(value);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting) this.#pass(waiting.value);
    }, this.#milliseconds);
  }
}
