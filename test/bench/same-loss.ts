/** Float32 sums in another order; ten steps of Adam let the difference grow. */
const TOLERANCE = 2e-3;

/** The check that keeps the bench honest: both sides computed the same losses, and did learn. Null when so, else what differs. */
export function lossComplaint(ours: readonly number[], theirs: readonly number[]): string | null {
  if (ours.length < 5 || ours.length !== theirs.length) return `${ours.length} losses against ${theirs.length}`;
  for (const [i, loss] of ours.entries()) {
    const other = theirs[i]!;
    if (!(Math.abs(loss - other) <= TOLERANCE * Math.max(1, Math.abs(other)))) return `step ${i + 1}: ${loss} here, ${other} with stock tfjs`;
  }
  return new Set(ours).size > 1 ? null : "the loss does not move";
}
