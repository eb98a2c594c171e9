export interface AboutMetric {
  readonly summary: string;
  readonly goal: "max" | "min";
  /** It is the share of the rows of which something is true. */
  readonly countsRows?: true;
}

/** A figure of merit on typed arrays; `Scored` is what it reads. */
export interface Metric<Scored> extends AboutMetric {
  /** NaN where it is undefined (no rows, one class only). */
  score(scored: Scored): number;
}
