import type { CalibrationBin, CalibrationChart } from "../charts.ts";
import { binOf, BINS, calibrationError } from "../metrics/calibration.ts";

interface Promises {
  readonly output: string;
  /** The label whose probability it is; null: of whatever was answered. */
  readonly positive: string | null;
  /** [rows] probabilities; [rows] where they stand in the data set. */
  readonly promised: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
  cameTrue(row: number): boolean;
  /** Over all classes, where there are more than two. */
  readonly brier: number;
}

/** Reliability in ten bins of equal width (Murphy & Winkler, 1977): the bins that the calibration error is made of. */
export function calibrationChart({ output, positive, promised, rows, cameTrue, brier }: Promises): CalibrationChart {
  const bins = Array.from({ length: BINS }, () => ({ promised: 0, true: 0, rows: [] as number[] }));
  for (let row = 0; row < rows.length; row++) {
    const bin = bins[binOf(promised[row]!)]!;
    bin.promised += promised[row]!;
    bin.true += Number(cameTrue(row));
    bin.rows.push(rows[row]!);
  }
  return {
    kind: "calibration", output, positive, brier,
    error: calibrationError(rows.length, (row) => promised[row]!, cameTrue),
    bins: bins.flatMap((bin, i): readonly CalibrationBin[] => {
      const { length } = bin.rows;
      if (length === 0) return [];
      return [{ from: i / BINS, to: (i + 1) / BINS, promised: bin.promised / length, share: bin.true / length, interval: wilson(bin.true, length), rows: bin.rows }];
    }),
  };
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
