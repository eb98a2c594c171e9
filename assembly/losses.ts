import { expUpTo88 } from "./math";
import { at, firstLanes, fma, largest, loadSome, storeSome, total } from "./vector";

/** Kept from zero, so that a batch without known targets divides without harm. */
const NOTHING: f32 = 1e-20;
/** Under a root, so that its slope at zero is finite. */
const ROOT_EPSILON: f32 = 1e-12;

/** One after the other as kernels/losses/row-loss.ts names them. */
enum Kind { SQUARED, ABSOLUTE, SHARE, SQUARED_SHARE, HUBER, SIGMOID }

// @ts-ignore: decorator
@inline
function sizeOf(target: f32): f32 {
  return max<f32>(abs<f32>(target), 1.17e-6);
}

/** a, b, c: the parameters of the kind. */
function errorOf(kind: i32, z: f32, t: f32, a: f32, b: f32, c: f32): f32 {
  const d = z - t, size = abs<f32>(d);
  if (kind == Kind.SQUARED) return d * d;
  if (kind == Kind.ABSOLUTE) return size;
  if (kind == Kind.SHARE) return size / sizeOf(t);
  if (kind == Kind.SQUARED_SHARE) return (d / sizeOf(t)) * (d / sizeOf(t));
  if (kind == Kind.HUBER) {
    const inside = min<f32>(size, a);
    return <f32>0.5 * inside * inside + a * (size - inside);
  }
  const e = Mathf.exp(-abs<f32>(z)), over = Mathf.log1p(e), p = (z < 0 ? e : 1) / (1 + e);
  const up = max<f32>(z, 0) + over, down = max<f32>(-z, 0) + over, y = max<f32>(t, 0);
  const entropy = p * down + (1 - p) * up;
  return (1 - b) * (a * y * down + (1 - y) * up) + b * <f32>0.5 + c * (1 - entropy / Mathf.LN2);
}

/** Its slope in z. */
function slopeOf(kind: i32, z: f32, t: f32, a: f32, b: f32, c: f32): f32 {
  const d = z - t, way: f32 = d > 0 ? 1 : d < 0 ? -1 : 0;
  if (kind == Kind.SQUARED) return 2 * d;
  if (kind == Kind.ABSOLUTE) return way;
  if (kind == Kind.SHARE) return way / sizeOf(t);
  if (kind == Kind.SQUARED_SHARE) return (2 * d) / sizeOf(t) / sizeOf(t);
  if (kind == Kind.HUBER) return min<f32>(max<f32>(d, -a), a);
  const e = Mathf.exp(-abs<f32>(z)), p = (z < 0 ? e : 1) / (1 + e), y = max<f32>(t, 0);
  return (1 - b) * (a * y * (p - 1) + (1 - y) * p) + (c * z * p * (1 - p)) / Mathf.LN2;
}

// @ts-ignore: decorator
@inline
function countOf(kind: i32, target: f32, weight: f32): f32 {
  return kind == Kind.SIGMOID && target < 0 ? 0 : weight;
}

/** loss [] = the mean of the rows' errors by their weights, [n], or its root; total [] of the weights. One unit of work. */
export function rowLoss(
  z: usize, t: usize, weights: usize, n: i32, kind: i32, a: f32, b: f32, c: f32, root: i32, loss: usize, total: usize, from: i32, to: i32,
): void {
  if (from >= to) return;
  let sum: f32 = 0, counted: f32 = NOTHING;
  for (let i = 0; i < n; i++) {
    const target = load<f32>(at(t, i)), count = countOf(kind, target, load<f32>(at(weights, i)));
    if (count == 0) continue;
    sum += count * errorOf(kind, load<f32>(at(z, i)), target, a, b, c);
    counted += count;
  }
  const mean = sum / counted;
  store<f32>(loss, root ? sqrt<f32>(mean + ROOT_EPSILON) : mean);
  store<f32>(total, counted);
}

/** The gradient of z. Units of work: rows. */
export function rowLossGrad(
  z: usize, t: usize, weights: usize, kind: i32, a: f32, b: f32, c: f32, root: i32, loss: usize, total: usize, dy: usize, dz: usize,
  from: i32, to: i32,
): void {
  let share = load<f32>(dy) / load<f32>(total);
  if (root) share *= <f32>0.5 / load<f32>(loss);
  for (let i = from; i < to; i++) {
    const target = load<f32>(at(t, i)), count = countOf(kind, target, load<f32>(at(weights, i)));
    store<f32>(at(dz, i), count == 0 ? 0 : share * count * slopeOf(kind, load<f32>(at(z, i)), target, a, b, c));
  }
}

function largestOf(z: usize, n: i32): f32 {
  let most = f32x4.splat(-Infinity);
  let j = 0;
  for (; j + 4 <= n; j += 4) most = f32x4.max(most, v128.load(at(z, j)));
  if (j < n) most = f32x4.max(most, v128.bitselect(loadSome(at(z, j), n - j), most, firstLanes(n - j)));
  return largest(most);
}

/**
 * Of each row of logits z [rows, n], into stats [4, rows]: ln Σe^z, what it counts, Σ p·ln p, its loss. target: int32 [rows], -1 counts
 * nothing; classWeights [n] or 0. Units of work: rows.
 */
export function softmaxRows(
  z: usize, target: usize, weights: usize, classWeights: usize, n: i32, robust: f32, penalty: f32, stats: usize, rows: i32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    const own = at(z, row * n), y = load<i32>(at(target, row));
    const highest = largestOf(own, n);
    let sums = f32x4.splat(0), products = f32x4.splat(0);
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      const below = f32x4.sub(v128.load(at(own, j)), f32x4.splat(highest));
      const power = expUpTo88(below);
      sums = f32x4.add(sums, power);
      products = fma(products, power, below);
    }
    if (j < n) {
      const below = f32x4.sub(loadSome(at(own, j), n - j), f32x4.splat(highest));
      const power = v128.and(expUpTo88(below), firstLanes(n - j));
      sums = f32x4.add(sums, power);
      products = fma(products, power, below);
    }
    const sum = total(sums), over = Mathf.log(sum), entropy = over - total(products) / sum;
    let count: f32 = 0, loss: f32 = 0;
    if (y >= 0) {
      count = load<f32>(at(weights, row));
      if (classWeights) count *= load<f32>(at(classWeights, y));
      loss = (1 - robust) * (over - (load<f32>(at(own, y)) - highest)) + robust / <f32>n;
      if (penalty != 0) loss += penalty * (1 - entropy / Mathf.log(<f32>n));
    }
    store<f32>(at(stats, row), highest + over);
    store<f32>(at(stats, rows + row), count);
    store<f32>(at(stats, 2 * rows + row), -entropy);
    store<f32>(at(stats, 3 * rows + row), loss);
  }
}

/** loss [], the mean of the rows' losses by what they count, and total [] of the counts. One unit of work. */
export function meanOfRows(stats: usize, rows: i32, loss: usize, total: usize, from: i32, to: i32): void {
  if (from >= to) return;
  let sum: f32 = 0, counted: f32 = NOTHING;
  for (let row = 0; row < rows; row++) {
    const count = load<f32>(at(stats, rows + row));
    if (count == 0) continue;
    sum += count * load<f32>(at(stats, 3 * rows + row));
    counted += count;
  }
  store<f32>(loss, sum / counted);
  store<f32>(total, counted);
}

/** The gradient of the logits. Units of work: rows. */
export function softmaxRowsGrad(
  z: usize, target: usize, stats: usize, total: usize, dy: usize, n: i32, robust: f32, penalty: f32, dz: usize, rows: i32, from: i32, to: i32,
): void {
  const part = load<f32>(dy) / load<f32>(total);
  const confidence: f32 = penalty == 0 ? 0 : penalty / Mathf.log(<f32>n);
  for (let row = from; row < to; row++) {
    const own = at(z, row * n), result = at(dz, row * n), y = load<i32>(at(target, row));
    const count = load<f32>(at(stats, rows + row));
    const share = count == 0 ? <f32>0 : part * count;
    const level = f32x4.splat(load<f32>(at(stats, row))), mean = f32x4.splat(load<f32>(at(stats, 2 * rows + row)));
    for (let j = 0; j < n; j += 4) {
      const logP = f32x4.sub(loadSome(at(own, j), n - j), level), p = expUpTo88(logP);
      let slope = f32x4.mul(p, f32x4.splat(1 - robust));
      if (confidence != 0) slope = fma(slope, f32x4.mul(p, f32x4.splat(confidence)), f32x4.sub(logP, mean));
      storeSome(at(result, j), share == 0 ? f32x4.splat(0) : f32x4.mul(slope, f32x4.splat(share)), n - j);
    }
    if (y >= 0) store<f32>(at(result, y), load<f32>(at(result, y)) - (1 - robust) * share);
  }
}
