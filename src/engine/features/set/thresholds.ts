/** From which probability on each label would be told best. */

/** Thresholds that are tried: whole percentages, as one would write them into a config. */
const STEPS = 100;

interface Labelled {
  readonly labels: number;
  /** How many of them are looked at, from the first on. */
  readonly shown: number;
  /** [rows, labels] */
  readonly probabilities: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

/** [shown] the threshold, in steps of 0.01, with the best F1 of each label, of equals the one nearest to a half, and that F1; null where no row has the label. */
export function bestThresholds({ labels, shown, probabilities, truth }: Labelled): { readonly best: readonly (number | null)[]; readonly f1: readonly (number | null)[] } {
  const rows = truth.length / labels;
  const found = Array.from({ length: shown }, (_, label) => {
    const [yes, all] = [new Float64Array(STEPS + 1), new Float64Array(STEPS + 1)];
    let positives = 0;
    for (let row = 0; row < rows; row++) {
      const at = row * labels + label;
      const step = reached(probabilities[at]!);
      all[step]!++;
      yes[step]! += truth[at]!;
      positives += truth[at]!;
    }
    return positives === 0 ? null : bestOf(yes, all, positives);
  });
  return { best: found.map((one) => one?.threshold ?? null), f1: found.map((one) => one?.f1 ?? null) };
}

/** The last step whose threshold a probability reaches. */
function reached(probability: number): number {
  const step = Math.min(STEPS, Math.max(0, Math.floor(probability * STEPS)));
  if (step < STEPS && probability >= (step + 1) / STEPS) return step + 1;
  return probability < step / STEPS ? step - 1 : step;
}

function bestOf(yes: Float64Array, all: Float64Array, positives: number): { readonly threshold: number; readonly f1: number } {
  let best = { step: STEPS / 2, f1: -1 };
  let [right, called] = [yes[STEPS]!, all[STEPS]!];
  for (let step = STEPS - 1; step > 0; step--) {
    right += yes[step]!;
    called += all[step]!;
    const f1 = (2 * right) / (called + positives);
    const nearer = Math.abs(step - STEPS / 2) < Math.abs(best.step - STEPS / 2);
    if (f1 > best.f1 || (f1 === best.f1 && nearer)) best = { step, f1 };
  }
  return { threshold: best.step / STEPS, f1: best.f1 };
}
