/** How two operands of one result are walked through: see assembly/pairs.ts. */
export interface Walk {
  readonly rows: number;
  readonly run: number;
  /** Numbers from one to the next: of the outer axis, of rows, within a run. */
  readonly a: Steps;
  readonly b: Steps;
}
type Steps = readonly [number, number, number];
interface Group { size: number; readonly a: boolean; readonly b: boolean }

/**
 * Neighbouring axes along which the same operands move become one; null where more than three are left, as in
 * [2, 1, 3, 1] with [1, 4, 1, 5].
 */
export function walk(a: readonly number[], b: readonly number[], shape: readonly number[]): Walk | null {
  const groups: Group[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const moves = { a: isAlong(a, shape, axis), b: isAlong(b, shape, axis) };
    const last = groups.at(-1);
    if (last && last.a === moves.a && last.b === moves.b) last.size *= size;
    else groups.push({ size, ...moves });
  });
  if (groups.length > 3) return null;
  while (groups.length < 3) groups.unshift({ size: 1, a: false, b: false });
  const [, rows, run] = groups;
  return { rows: rows!.size, run: run!.size, a: stepsOf(groups, "a"), b: stepsOf(groups, "b") };
}

const isAlong = (operand: readonly number[], shape: readonly number[], axis: number): boolean =>
  (operand[axis - shape.length + operand.length] ?? 1) > 1;

function stepsOf(groups: readonly Group[], side: "a" | "b"): Steps {
  let step = 1;
  const steps = groups.toReversed().map((group) => {
    if (!group[side]) return 0;
    const own = step;
    step *= group.size;
    return own;
  });
  const [run, rows, outer] = steps;
  return [outer!, rows!, run!];
}

