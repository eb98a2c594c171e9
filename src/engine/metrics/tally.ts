/** How often each class was the truth, the answer, and both; a truth of −1 is a class of its own, the last, which no answer hits. */
export interface Tally {
  /** [classes + 1] each. */
  readonly truths: Float64Array;
  readonly answers: Float64Array;
  readonly hits: Float64Array;
  readonly rows: number;
}

export function tally(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): Tally {
  const [truths, answers, hits] = [new Float64Array(classes + 1), new Float64Array(classes + 1), new Float64Array(classes + 1)];
  for (let row = 0; row < truth.length; row++) {
    const of = truth[row]! < 0 ? classes : truth[row]!;
    truths[of]!++;
    answers[predicted[row]!]!++;
    if (of === predicted[row]) hits[of]!++;
  }
  return { truths, answers, hits, rows: truth.length };
}

type Of = "precision" | "recall" | "f1";
const figures: Readonly<Record<Of, (hits: number, truths: number, answers: number) => number>> = {
  precision: (hits, _, answers) => hits / answers,
  recall: (hits, truths) => hits / truths,
  f1: (hits, truths, answers) => (2 * hits) / (truths + answers),
};

/** Of each class: 0 where there is nothing to divide by. */
export const perClass = ({ truths, answers, hits }: Tally, of: Of): Float64Array =>
  hits.map((n, c) => (n === 0 ? 0 : figures[of](n, truths[c]!, answers[c]!)));

/** The mean over classes that occur in the truth or in an answer, as scikit-learn's "macro"; NaN without rows. */
export function macro(counted: Tally, of: Of): number {
  const { truths, answers } = counted;
  let sum = 0, seen = 0;
  perClass(counted, of).forEach((figure, c) => {
    if (truths[c] === 0 && answers[c] === 0) return;
    sum += figure;
    seen++;
  });
  return sum / seen;
}

/** The mean over rows of their class's figure, as scikit-learn's "weighted"; NaN without rows. */
export const weighted = (counted: Tally, of: Of): number =>
  perClass(counted, of).reduce((sum, figure, c) => sum + figure * counted.truths[c]!, 0) / counted.rows;

/** Share of rows answered rightly; NaN without rows. */
export const accuracy = ({ hits, rows }: Tally): number => total(hits) / rows;

/** Agreement beyond chance (Cohen, 1960): 1 is perfect, 0 is chance; NaN where chance alone is perfect. */
export function kappa(counted: Tally): number {
  const byChance = together(counted) / counted.rows ** 2;
  return byChance === 1 ? Number.NaN : (accuracy(counted) - byChance) / (1 - byChance);
}

/** Correlation of truth and answer (Matthews, 1975; Gorodkin, 2004, for many classes); 0 where either is always the same. */
export function matthews(counted: Tally): number {
  const { truths, answers, hits, rows } = counted;
  const spread = (rows ** 2 - total(truths.map((n) => n * n))) * (rows ** 2 - total(answers.map((n) => n * n)));
  if (rows === 0) return Number.NaN;
  return spread === 0 ? 0 : (rows * total(hits) - together(counted)) / Math.sqrt(spread);
}

const total = (values: Float64Array): number => values.reduce((sum, n) => sum + n, 0);
/** Σ truths · answers. */
const together = ({ truths, answers }: Tally): number => truths.reduce((sum, n, c) => sum + n * answers[c]!, 0);
