import type { BarsChart, CalibrationBin, CalibrationChart, ClassCalibration } from "../charts.ts";
import type { OneByOne } from "../metrics/category-answers.ts";
import { binOf, BINS, calibrationError } from "../metrics/calibration.ts";

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
    const behind = length > most ? bin.members.toSorted((a, b) => surpriseOf(promises, b) - surpriseOf(promises, a)).slice(0, most) : bin.members;
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

/** Each class against all others; `labels` stand by falling frequency. A truth of −1 is none of them. */
export const classCalibrations = (labels: readonly string[], whole: OneByOne, truth: ArrayLike<number>, rows: ArrayLike<number>): readonly ClassCalibration[] =>
  labels.slice(0, MOST_CLASSES).map((label, c) => {
    const promises = promisesOf(c, whole, truth, rows);
    return { label, judged: whole.places.length, error: errorOf(promises), brier: brierOf(promises), bins: binsOf(promises, BEHIND) };
  });

/** Rows that stand behind the Brier score of a class: those that surprise most. */
const WORST = 20;

/** The Brier score of each class against all others (Brier, 1950). None for two classes, which have one in common. */
export function brierBars(output: string, labels: readonly string[], whole: OneByOne, truth: ArrayLike<number>, rows: ArrayLike<number>): readonly BarsChart[] {
  if (labels.length < 3) return [];
  const shown = labels.slice(0, MOST_CLASSES);
  const promises = shown.map((_, c) => promisesOf(c, whole, truth, rows));
  const worst = promises.map((of) => Array.from(of.rows).map((row, i) => ({ row, off: surpriseOf(of, i) })).sort((a, b) => b.off - a.off).slice(0, WORST));
  return [{
    kind: "bars", output, of: "brier_of_class", labels: shown, all: labels.length,
    values: promises.map(brierOf),
    counts: promises.map(({ rows: { length }, cameTrue }) => Array.from({ length }, (_, i) => Number(cameTrue(i))).reduce((a, b) => a + b, 0)),
    rows: worst.map((own) => own.map(({ row }) => row)),
  }];
}

const promisesOf = (c: number, { places, classes, probabilities }: OneByOne, truth: ArrayLike<number>, rows: ArrayLike<number>): Promises => ({
  promised: Float32Array.from(places, (_, i) => probabilities[i * classes + c]!),
  rows: Uint32Array.from(places, (row) => rows[row]!),
  cameTrue: (i) => truth[places[i]!] === c,
});
const surpriseOf = ({ promised, cameTrue }: Promises, row: number): number => Math.abs(promised[row]! - Number(cameTrue(row)));
function brierOf(of: Promises): number {
  let sum = 0;
  for (let row = 0; row < of.rows.length; row++) sum += surpriseOf(of, row) ** 2;
  return sum / of.rows.length;
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** 95 % interval of a share, from how often in how many (Wilson, 1927). */
export function wilson(times: number, of: number): readonly [low: number, high: number] {
  const share = times / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / scale;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
