import { at, fma } from "./vector";

/** The factor that global norm clipping leaves of each gradient; the second limit meets the norm that the first has left. */
// @ts-ignore: decorator
@inline
function clipFactor(squares: usize, limit0: f32, limit1: f32): f32 {
  const norm = sqrt<f32>(load<f32>(squares));
  let factor: f32 = 1;
  if (limit0 > 0) factor = min<f32>(1, limit0 / (norm + 1e-6));
  if (limit1 > 0) factor *= min<f32>(1, limit1 / (norm * factor + 1e-6));
  return factor;
}

/**
 * Adam in place: variable [n], state [2 or 3, n] (moments, with amsgrad the largest second moments), gradient [n], rates [3] (step
 * size, what √v is multiplied by, the share of the old value that stays), squares [] (of all gradients). The loop is written once for
 * four numbers, and again for what is left over.
 */
export function adam(
  variable: usize, state: usize, gradient: usize, rates: usize, squares: usize, n: i32,
  beta1: f32, beta2: f32, eps: f32, decay: f32, amsgrad: i32, limit: f32, norm0: f32, norm1: f32, from: i32, to: i32,
): void {
  const factor = clipFactor(squares, norm0, norm1);
  const stepSize = load<f32>(rates), correction = load<f32>(rates, 4), kept = load<f32>(rates, 8);
  const second = at(state, n), largest = at(state, 2 * n);
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const w = v128.load(at(variable, i));
    let g = f32x4.mul(v128.load(at(gradient, i)), f32x4.splat(factor));
    if (limit > 0) g = f32x4.min(f32x4.max(g, f32x4.splat(-limit)), f32x4.splat(limit));
    g = fma(g, f32x4.splat(decay), w);
    const m = fma(f32x4.mul(f32x4.splat(beta1), v128.load(at(state, i))), f32x4.splat(<f32>1 - beta1), g);
    let v = fma(f32x4.mul(f32x4.splat(beta2), v128.load(at(second, i))), f32x4.mul(f32x4.splat(<f32>1 - beta2), g), g);
    v128.store(at(state, i), m);
    v128.store(at(second, i), v);
    if (amsgrad) {
      v = f32x4.max(v, v128.load(at(largest, i)));
      v128.store(at(largest, i), v);
    }
    const spread = fma(f32x4.splat(eps), f32x4.sqrt(v), f32x4.splat(correction));
    v128.store(at(variable, i), f32x4.sub(f32x4.mul(f32x4.splat(kept), w), f32x4.div(f32x4.mul(f32x4.splat(stepSize), m), spread)));
  }
  for (; i < to; i++) {
    const w = load<f32>(at(variable, i));
    let g = load<f32>(at(gradient, i)) * factor;
    if (limit > 0) g = min<f32>(max<f32>(g, -limit), limit);
    g += decay * w;
    const m = beta1 * load<f32>(at(state, i)) + (<f32>1 - beta1) * g;
    let v = beta2 * load<f32>(at(second, i)) + (<f32>1 - beta2) * g * g;
    store<f32>(at(state, i), m);
    store<f32>(at(second, i), v);
    if (amsgrad) {
      v = max<f32>(v, load<f32>(at(largest, i)));
      store<f32>(at(largest, i), v);
    }
    store<f32>(at(variable, i), kept * w - (stepSize * m) / (sqrt<f32>(v) * correction + eps));
  }
}
