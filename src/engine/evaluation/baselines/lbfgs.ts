/** Steps that the curvature is read from. */
const MEMORY = 10;

/** Writes the slope of a function into `slope` and returns its value. */
export type Sloped = (x: Float64Array, slope: Float64Array) => number;

interface Step { readonly moved: Float64Array; readonly turned: Float64Array; readonly rho: number }

/**
 * The least value of a smooth convex function (limited-memory BFGS, Nocedal & Wright 2006, algorithm 7.5, with backtracking). Ends when no
 * slope is steeper than `tolerance`, or `goOn` says no: what it has come to by then is returned.
 */
export async function minimise(of: Sloped, start: Float64Array, tolerance: number, goOn: () => Promise<boolean>): Promise<Float64Array> {
  let [x, slope] = [start.slice(), new Float64Array(start.length)];
  let value = of(x, slope);
  const steps: Step[] = [];
  while (slope.some((own) => Math.abs(own) > tolerance) && (await goOn())) {
    const direction = downhill(slope, steps);
    const descent = dot(direction, slope);
    let length = steps.length === 0 ? Math.min(1, 1 / norm(slope)) : 1;
    let [next, nextSlope] = [x, slope];
    let nextValue = Infinity;
    for (let tries = 0; tries < 40; tries++, length /= 2) {
      [next, nextSlope] = [x.map((at, i) => at + length * direction[i]!), new Float64Array(x.length)];
      nextValue = of(next, nextSlope);
      if (nextValue <= value + 1e-4 * length * descent) break;
    }
    if (!(nextValue < value)) break; // as low as these numbers tell apart
    const [moved, turned] = [next.map((at, i) => at - x[i]!), nextSlope.map((own, i) => own - slope[i]!)];
    const curvature = dot(moved, turned);
    if (curvature > 1e-12 * norm(turned) ** 2) steps.push({ moved, turned, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    [x, slope, value] = [next, nextSlope, nextValue];
  }
  return x;
}

/** −H·slope by the two loops over the latest steps. */
function downhill(slope: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = slope.map((own) => -own);
  const alphas: number[] = [];
  for (const { moved, turned, rho } of steps.toReversed()) {
    const alpha = rho * dot(moved, direction);
    alphas.unshift(alpha);
    add(direction, turned, -alpha);
  }
  const last = steps.at(-1);
  if (last) direction.forEach((own, i) => { direction[i] = own / (last.rho * dot(last.turned, last.turned)); });
  steps.forEach(({ moved, turned, rho }, i) => add(direction, moved, alphas[i]! - rho * dot(turned, direction)));
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));
function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}
