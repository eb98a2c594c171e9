import type { Rule } from "../kernels/optimizers/rule.ts";
import * as rules from "../kernels/optimizers/rules.ts";
import type { LayerwiseParams, OptimizerParams } from "./params.ts";

/** A rule, and what it needs to know of step t, counted from 1, in the rule's order. */
export interface Plan {
  readonly rule: Rule;
  readonly rates: (step: number, learningRate: number) => readonly number[];
}

/** The arithmetic of torch.optim; Lion's of its paper, which torch does not have. */
export function planOf(params: Exclude<OptimizerParams, LayerwiseParams>): Plan {
  const decay = params.weight_decay;
  switch (params.type) {
    case "sgd": {
      const { momentum, nesterov, dampening } = params;
      // The first gradient becomes the momentum whole.
      return { rule: rules.sgd({ decay, momentum, nesterov }), rates: (t, rate) => [rate, t === 1 ? 1 : 1 - dampening] };
    }
    case "adam":
    case "adamw": {
      const coupled = params.type === "adam";
      const moments = momentsOf(params);
      return {
        rule: rules.adam({ ...moments, decay: coupled ? decay : 0, amsgrad: params.amsgrad }),
        rates: (t, rate) => [rate / (1 - moments.beta1 ** t), correction(moments.beta2, t), coupled ? 1 : 1 - rate * decay],
      };
    }
    case "adagrad": {
      const { eps, lr_decay: fading, initial_accumulator_value: start } = params;
      return { rule: rules.adagrad({ decay, eps, start }), rates: (t, rate) => [rate / (1 + (t - 1) * fading)] };
    }
    case "adadelta": return { rule: rules.adadelta({ decay, rho: params.rho, eps: params.eps }), rates: (_, rate) => [rate] };
    case "adamax": {
      const moments = momentsOf(params);
      return { rule: rules.adamax(moments), rates: (t, rate) => [rate / (1 - moments.beta1 ** t)] };
    }
    case "nadam": return { rule: rules.nadam(momentsOf(params)), rates: nadamRates(params.betas, params.momentum_decay) };
    case "rmsprop": {
      const { alpha, eps, momentum, centered } = params;
      return { rule: rules.rmsprop({ decay, alpha, eps, momentum, centered }), rates: (_, rate) => [rate] };
    }
    case "radam": return { rule: rules.radam(momentsOf(params)), rates: radamRates(params.betas) };
    case "lion": {
      const [beta1, beta2] = params.betas;
      return { rule: rules.lion({ beta1, beta2 }), rates: (_, rate) => [rate, 1 - rate * decay] };
    }
  }
}

interface WithMoments { readonly betas: readonly [number, number]; readonly eps: number; readonly weight_decay: number }
const momentsOf = ({ betas: [beta1, beta2], eps, weight_decay: decay }: WithMoments) => ({ decay, beta1, beta2, eps });

/** What √v is multiplied by, since v began at 0. */
const correction = (beta2: number, t: number): number => 1 / Math.sqrt(1 - beta2 ** t);

/** The momentum grows: μ(t) = β₁·(1 − ½·0.96^(t·decay)). */
function nadamRates([beta1, beta2]: readonly [number, number], decay: number): Plan["rates"] {
  const momentum = (t: number): number => beta1 * (1 - 0.5 * 0.96 ** (t * decay));
  const products = [1];
  const product = (t: number): number => {
    for (let i = products.length; i <= t; i++) products.push(products[i - 1]! * momentum(i));
    return products[t]!;
  };
  return (t, rate) => [
    (rate * (1 - momentum(t))) / (1 - product(t)),
    (rate * momentum(t + 1)) / (1 - product(t + 1)),
    correction(beta2, t),
  ];
}

/** The variance is trusted once its estimate has more than 5 degrees of freedom, and rectified. */
function radamRates([beta1, beta2]: readonly [number, number]): Plan["rates"] {
  const most = 2 / (1 - beta2) - 1;
  return (t, rate) => {
    const size = rate / (1 - beta1 ** t);
    const left = 1 - beta2 ** t;
    const freedom = most - (2 * t * beta2 ** t) / left;
    if (freedom <= 5) return [size, 0];
    const rectified = Math.sqrt(((freedom - 4) * (freedom - 2) * most) / ((most - 4) * (most - 2) * freedom));
    return [size * rectified * Math.sqrt(left), 1];
  };
}
