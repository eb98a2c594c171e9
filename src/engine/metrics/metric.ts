/** A figure of merit on typed arrays; `Scored` is what it reads. */
export interface Metric<Scored> {
  readonly summary: string;
  readonly goal: "max" | "min";
  /** NaN where it is undefined (no rows, one class only). */
  score(scored: Scored): number;
}
