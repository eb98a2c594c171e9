import type { Rule } from "./rule.ts";

/**
 * The rules of the optimizers, with PyTorch's arithmetic. What depends on the number of the step alone is left to `rates`, which each
 * rule names in its own order.
 */

interface Decay { readonly decay: number }
interface Moments extends Decay { readonly beta1: number; readonly beta2: number; readonly eps: number }

/** A constant in WGSL. */
const f = (value: number): string => `f32(${value})`;
/** kept·old + (1 − kept)·now, in WGSL. */
const blend = (old: string, now: string, kept: number): string => `(${f(kept)} * ${old} + ${f(1 - kept)} * ${now})`;

/** Stochastic gradient descent with momentum (Polyak 1964), Nesterov's when asked. rates: rate, share of g that joins the momentum. */
export const sgd = ({ decay, momentum, nesterov }: Decay & { readonly momentum: number; readonly nesterov: boolean }): Rule => ({
  rows: momentum === 0 ? 0 : 1, start: 0, decay,
  call: "sgd", constants: [momentum, Number(nesterov)],
  move(w, g, i, _, state, rates) {
    if (momentum === 0) return w - rates[0]! * g;
    const m = (state[i] = momentum * state[i]! + rates[1]! * g);
    return w - rates[0]! * (nesterov ? g + momentum * m : m);
  },
  wgsl: (state) => momentum === 0 ? "w = w - rates[0] * g;" : `
    let m = ${f(momentum)} * ${state(0)} + rates[1] * g;
    ${state(0)} = m;
    w = w - rates[0] * ${nesterov ? `(g + ${f(momentum)} * m)` : "m"};`,
});

/**
 * Adam (Kingma & Ba 2015), with AMSGrad (Reddi et al. 2018) when asked. rates: step size, what √v is multiplied by, the share of w
 * that stays, which is how AdamW decays (Loshchilov & Hutter 2019).
 */
export const adam = ({ decay, beta1, beta2, eps, amsgrad }: Moments & { readonly amsgrad: boolean }): Rule => ({
  rows: amsgrad ? 3 : 2, start: 0, decay,
  call: "adam", constants: [beta1, beta2, eps, Number(amsgrad)],
  move(w, g, i, n, state, rates) {
    const m = (state[i] = beta1 * state[i]! + (1 - beta1) * g);
    let v = (state[n + i] = beta2 * state[n + i]! + (1 - beta2) * g * g);
    if (amsgrad) v = state[2 * n + i] = Math.max(state[2 * n + i]!, v);
    return rates[2]! * w - (rates[0]! * m) / (Math.sqrt(v) * rates[1]! + eps);
  },
  wgsl: (state) => `
    let m = ${blend(state(0), "g", beta1)};
    var v = ${blend(state(1), "g * g", beta2)};
    ${state(0)} = m;
    ${state(1)} = v;
    ${amsgrad ? `v = max(${state(2)}, v); ${state(2)} = v;` : ""}
    w = rates[2] * w - rates[0] * m / (sqrt(v) * rates[1] + ${f(eps)});`,
});

/** AdaGrad (Duchi et al. 2011). rates: rate. */
export const adagrad = ({ decay, eps, start }: Decay & { readonly eps: number; readonly start: number }): Rule => ({
  rows: 1, start, decay,
  call: "adagrad", constants: [eps],
  move(w, g, i, _, state, rates) {
    const v = (state[i] = state[i]! + g * g);
    return w - (rates[0]! * g) / (Math.sqrt(v) + eps);
  },
  wgsl: (state) => `
    let v = ${state(0)} + g * g;
    ${state(0)} = v;
    w = w - rates[0] * g / (sqrt(v) + ${f(eps)});`,
});

/** AdaDelta (Zeiler 2012). State: mean squares of the gradient, and of the steps. rates: rate. */
export const adadelta = ({ decay, rho, eps }: Decay & { readonly rho: number; readonly eps: number }): Rule => ({
  rows: 2, start: 0, decay,
  call: "adadelta", constants: [rho, eps],
  move(w, g, i, n, state, rates) {
    const v = (state[i] = rho * state[i]! + (1 - rho) * g * g);
    const delta = g * Math.sqrt(state[n + i]! + eps) / Math.sqrt(v + eps);
    state[n + i] = rho * state[n + i]! + (1 - rho) * delta * delta;
    return w - rates[0]! * delta;
  },
  wgsl: (state) => `
    let v = ${blend(state(0), "g * g", rho)};
    let delta = g * sqrt(${state(1)} + ${f(eps)}) / sqrt(v + ${f(eps)});
    ${state(0)} = v;
    ${state(1)} = ${blend(state(1), "delta * delta", rho)};
    w = w - rates[0] * delta;`,
});

/** AdaMax (Kingma & Ba 2015, section 7.1). State: mean, and largest size fading away. rates: step size. */
export const adamax = ({ decay, beta1, beta2, eps }: Moments): Rule => ({
  rows: 2, start: 0, decay,
  call: "adamax", constants: [beta1, beta2, eps],
  move(w, g, i, n, state, rates) {
    const m = (state[i] = beta1 * state[i]! + (1 - beta1) * g);
    const u = (state[n + i] = Math.max(beta2 * state[n + i]!, Math.abs(g) + eps));
    return w - (rates[0]! * m) / u;
  },
  wgsl: (state) => `
    let m = ${blend(state(0), "g", beta1)};
    let u = max(${f(beta2)} * ${state(1)}, abs(g) + ${f(eps)});
    ${state(0)} = m;
    ${state(1)} = u;
    w = w - rates[0] * m / u;`,
});

/** NAdam (Dozat 2016): Adam that looks ahead. rates: step sizes of the gradient and of its mean, what √v is multiplied by. */
export const nadam = ({ decay, beta1, beta2, eps }: Moments): Rule => ({
  rows: 2, start: 0, decay,
  call: "nadam", constants: [beta1, beta2, eps],
  move(w, g, i, n, state, rates) {
    const m = (state[i] = beta1 * state[i]! + (1 - beta1) * g);
    const v = (state[n + i] = beta2 * state[n + i]! + (1 - beta2) * g * g);
    return w - (rates[0]! * g + rates[1]! * m) / (Math.sqrt(v) * rates[2]! + eps);
  },
  wgsl: (state) => `
    let m = ${blend(state(0), "g", beta1)};
    let v = ${blend(state(1), "g * g", beta2)};
    ${state(0)} = m;
    ${state(1)} = v;
    w = w - (rates[0] * g + rates[1] * m) / (sqrt(v) * rates[2] + ${f(eps)});`,
});

interface RmspropSettings extends Decay { readonly alpha: number; readonly eps: number; readonly momentum: number; readonly centered: boolean }
/** RMSProp (Tieleman & Hinton 2012), centered (Graves 2013) when asked. State: mean square, then mean, then momentum, if any. rates: rate. */
export const rmsprop = ({ decay, alpha, eps, momentum, centered }: RmspropSettings): Rule => ({
  rows: 1 + Number(centered) + Number(momentum > 0), start: 0, decay,
  call: "rmsprop", constants: [alpha, eps, momentum, Number(centered)],
  move(w, g, i, n, state, rates) {
    let v = (state[i] = alpha * state[i]! + (1 - alpha) * g * g);
    if (centered) {
      const m = (state[n + i] = alpha * state[n + i]! + (1 - alpha) * g);
      v -= m * m;
    }
    const step = g / (Math.sqrt(v) + eps);
    if (momentum === 0) return w - rates[0]! * step;
    const speed = i + (centered ? 2 : 1) * n;
    return w - rates[0]! * (state[speed] = momentum * state[speed]! + step);
  },
  wgsl(state) {
    const speed = state(centered ? 2 : 1);
    return `
    var v = ${blend(state(0), "g * g", alpha)};
    ${state(0)} = v;
    ${centered ? `let m = ${blend(state(1), "g", alpha)}; ${state(1)} = m; v = v - m * m;` : ""}
    var stride = g / (sqrt(v) + ${f(eps)});
    ${momentum > 0 ? `stride = ${f(momentum)} * ${speed} + stride; ${speed} = stride;` : ""}
    w = w - rates[0] * stride;`;
  },
});

/** RAdam (Liu et al. 2020). rates: step size, 1 where it is divided by √v + ε and 0 where the variance is not yet to be trusted. */
export const radam = ({ decay, beta1, beta2, eps }: Moments): Rule => ({
  rows: 2, start: 0, decay,
  call: "radam", constants: [beta1, beta2, eps],
  move(w, g, i, n, state, rates) {
    const m = (state[i] = beta1 * state[i]! + (1 - beta1) * g);
    const v = (state[n + i] = beta2 * state[n + i]! + (1 - beta2) * g * g);
    return w - (rates[0]! * m) / (rates[1]! > 0 ? Math.sqrt(v) + eps : 1);
  },
  wgsl: (state) => `
    let m = ${blend(state(0), "g", beta1)};
    let v = ${blend(state(1), "g * g", beta2)};
    ${state(0)} = m;
    ${state(1)} = v;
    w = w - rates[0] * m / select(1.0, sqrt(v) + ${f(eps)}, rates[1] > 0.0);`,
});

/** Lion (Chen et al. 2023): every number moves by the same size. rates: rate, the share of w that stays. */
export const lion = ({ beta1, beta2 }: { readonly beta1: number; readonly beta2: number }): Rule => ({
  rows: 1, start: 0, decay: 0,
  call: "lion", constants: [beta1, beta2],
  move(w, g, i, _, state, rates) {
    const way = beta1 * state[i]! + (1 - beta1) * g;
    state[i] = beta2 * state[i]! + (1 - beta2) * g;
    return rates[1]! * w - rates[0]! * Math.sign(way);
  },
  wgsl: (state) => `
    let way = ${blend(state(0), "g", beta1)};
    ${state(0)} = ${blend(state(0), "g", beta2)};
    w = rates[1] * w - rates[0] * sign(way);`,
});

/** No optimizer: what stays of w, and what joins of g. It adds gradients up, and writes numbers where others lie. rates: both shares. */
export const mix: Rule = {
  rows: 0, start: 0, decay: 0,
  call: "mix", constants: [],
  move: (w, g, _i, _n, _state, rates) => rates[0]! * w + rates[1]! * g,
  wgsl: () => "w = rates[0] * w + rates[1] * g;",
};
