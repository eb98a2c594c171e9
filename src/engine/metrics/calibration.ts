/** Probabilities as forecasts: how well are they borne out? */

/** A probability nearer to 0 counts as this one, what float32 tells apart from 1: scikit-learn's rule. */
const SMALLEST = 2 ** -23;

/** −ln of the probability of what came true. */
export const surprise = (probability: number): number => -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, probability)));

export const BINS = 10;

/** Of equal width, the lower edge included; 0.7 is a little less in float32, and begins its bin all the same. */
export const binOf = (probability: number): number => Math.min(BINS - 1, Math.floor(Math.fround(probability * BINS)));

/**
 * Expected calibration error (Naeini et al., 2015) over ten bins: the mean distance between what was
 * promised and how often it came true, each bin by its rows. NaN without rows.
 */
export function calibrationError(rows: number, promised: (row: number) => number, cameTrue: (row: number) => boolean): number {
  const surplus = new Float64Array(BINS);
  for (let row = 0; row < rows; row++) {
    surplus[binOf(promised(row))]! += promised(row) - Number(cameTrue(row));
  }
  return surplus.reduce((sum, of) => sum + Math.abs(of), 0) / rows;
}
