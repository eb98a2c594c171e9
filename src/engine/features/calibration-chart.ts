import type { BarsChart, CalibrationBin, CalibrationChart, ClassCalibration } from "../charts.ts";
import { largestOf } from "../data/largest.ts";
import type { OneByOne } from "../metrics/category-answers.ts";
import { binOf, BINS, calibrationError } from "../metrics/calibration.ts";
import { wilson } from "../metrics/wilson.ts";

/** Probabilities, what they were said of, and whether it came true. */
interface Promises {
  /** [rows] probabilities; [rows] where they stand in the data set. */
  readonly promised: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
  cameTrue(row: number): boolean;
}
interface About extends Promises {
  readonly output: string;
  /** The label whose probability it is; null: of whatever was answered. */
  readonly positive: string | null;
  /** Over all classes, where there are more than two. */
  readonly brier: number;
}

/** Reliability in ten bins of equal width (Murphy & Winkler, 1977): the bins that the calibration error is made of. */
export const calibrationChart = ({ output, positive, brier, ...promises }: About): CalibrationChart => ({
  kind: "calibration", output, positive, brier, error: errorOf(promises), bins: binsOf(promises),
});

const errorOf = ({ promised, rows, cameTrue }: Promises): number => calibrationError(rows.length, (row) => promised[row]!, cameTrue);

function binsOf(promises: Promises, most = Infinity): readonly CalibrationBin[] {
  const { promised, rows, cameTrue } = promises;
  const bins = Array.from({ length: BINS }, () => ({ promised: 0, true: 0, members: [] as number[] }));
  for (let row = 0; row < rows.length; row++) {
    const bin = bins[binOf(promised[row]!)]!;
    bin.promised += promised[row]!;
    bin.true += Number(cameTrue(row));
    bin.members.push(row);
  }
  return bins.flatMap((bin, i): readonly CalibrationBin[] => {
    const { length } = bin.members;
    if (length === 0) return [];
    const behind = length > most ? largestOf(length, (i) => surpriseOf(promises, bin.members[i]!), most).map((i) => bin.members[i]!) : bin.members;
    return [{
      from: i / BINS, to: (i + 1) / BINS, promised: bin.promised / length, share: bin.true / length, interval: wilson(bin.true, length),
      rows: behind.map((row) => rows[row]!), ...(length > most && { count: length }),
    }];
  });
}

/** Classes that are looked at by themselves: the commonest. */
export const MOST_CLASSES = 20;
/** Rows that stand behind a bin of a class: nearly all rows have nearly no probability of a class. */
const BEHIND = 200;

/** What was promised of one class against all others, whatever was answered. */
export interface ClassPromises extends Promises { readonly label: string }

/** Of each of the commonest classes; `labels` stand by falling frequency. A truth of −1 is none of them. */
export const classPromises = (labels: readonly string[], { places, classes, probabilities }: OneByOne, truth: ArrayLike<number>, rows: ArrayLike<number>): readonly ClassPromises[] =>
  labels.slice(0, MOST_CLASSES).map((label, c) => ({
    label,
    promised: Float32Array.from(places, (_, i) => probabilities[i * classes + c]!),
    rows: Uint32Array.from(places, (row) => rows[row]!),
    cameTrue: (i) => truth[places[i]!] === c,
  }));

export const classCalibrations = (classes: readonly ClassPromises[]): readonly ClassCalibration[] =>
  classes.map((of) => ({ label: of.label, judged: of.rows.length, error: errorOf(of), brier: brierOf(of), bins: binsOf(of, BEHIND) }));

/** Rows that stand behind the Brier score of a class: those that surprise most. */
const WORST = 20;

/** The Brier score of each class against all others (Brier, 1950), of `all` that there are. None for two classes, which have one in common. */
export function brierBars(output: string, all: number, classes: readonly ClassPromises[]): readonly BarsChart[] {
  if (all < 3) return [];
  return [{
    kind: "bars", output, of: "brier_of_class", all,
    labels: classes.map(({ label }) => label),
    values: classes.map(brierOf),
    counts: classes.map(({ rows: { length }, cameTrue }) => Array.from({ length }, (_, i) => Number(cameTrue(i))).reduce((a, b) => a + b, 0)),
    rows: classes.map((of) => largestOf(of.rows.length, (i) => surpriseOf(of, i), WORST).map((i) => of.rows[i]!)),
  }];
}

const surpriseOf = ({ promised, cameTrue }: Promises, row: number): number => Math.abs(promised[row]! - Number(cameTrue(row)));
function brierOf(of: Promises): number {
  let sum = 0;
  for (let row = 0; row < of.rows.length; row++) sum += surpriseOf(of, row) ** 2;
  return sum / of.rows.length;
}
