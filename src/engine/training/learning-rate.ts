import type { SchedulerParams } from "./params.ts";

/** How long a run is meant to be: what schedules are measured by. */
export interface RunLength {
  /** Steps of the whole run. */
  readonly steps: number;
  readonly stepsPerRound: number;
}
/** The learning rate of a step, counted from 0. */
export type RateOfStep = (step: number) => number;

/**
 * A learning rate schedule as a function of the step alone: Ludwig's formulas, which are PyTorch's where it has a twin. Its plateaus, which
 * also depend on how rounds went, are in plateau.ts. After a linear warm-up from 0, a decay counts its steps from where that ended; one_cycle
 * brings its own. Ludwig's polynomial takes the warm-up off twice, which lifts the rate above its base: here once.
 */
export function learningRate(params: SchedulerParams | null, base: number, length: RunLength): RateOfStep {
  if (params === null) return () => base;
  if (params.decay === "one_cycle") return oneCycle(params, base, length.steps);
  const warm = Math.max(params.warmup_fraction * length.steps, params.warmup_evaluations * length.stepsPerRound);
  const decay = decayOf(params, base, { ...length, steps: length.steps - warm });
  const begins = Math.ceil(warm);
  return (step) => (step < warm ? (base * step) / Math.max(1, warm) : decay(step - begins));
}

/** length: what the warm-up left. */
function decayOf(params: SchedulerParams, base: number, length: RunLength): RateOfStep {
  switch (params.decay) {
    case null: return () => base;
    case "linear": return (step) => base * left(step, length.steps);
    case "exponential": return (step) => {
      const exponent = 1 + step / params.decay_steps; // Ludwig's first step is reduced already
      return base * params.decay_rate ** (params.staircase ? Math.ceil(exponent) : exponent);
    };
    case "cosine": return cosine(params, base, length.stepsPerRound);
    case "inverse_sqrt": return (step) => base / Math.sqrt(Math.max(step, params.inverse_sqrt_warmup_steps));
    case "polynomial": {
      const { polynomial_end_lr: end, polynomial_power: power } = params; // the end is a share of the base
      return (step) => base * ((1 - end) * left(step, length.steps) ** power + end);
    }
    case "wsd": return (step) => base * warmupStableDecay(params, step, length.steps);
    case "one_cycle": throw new Error("internal: one_cycle knows no warm-up");
  }
}

/** The share of the steps that is still to come, from 1 to 0. */
const left = (step: number, steps: number): number => Math.max(0, steps - step) / Math.max(1, steps);

/** From one value to another along half a wave, as `share` goes from 0 to 1. */
const halfWave = (from: number, to: number, share: number): number => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));

/** Falls to `eta_min` and begins again, each time `t_mult` times as long (Loshchilov & Hutter 2017); by default within each round. */
function cosine({ t_0, t_mult, eta_min }: SchedulerParams, base: number, stepsPerRound: number): RateOfStep {
  return (step) => {
    let period = t_0 ?? Math.max(1, stepsPerRound);
    let into = t_mult === 1 ? step % period : step;
    while (into >= period) {
      into -= period;
      period *= t_mult;
    }
    return halfWave(base, eta_min, into / period);
  };
}

/** Up to `max_lr` and down to nearly nothing (Smith & Topin 2018); only the rate, while PyTorch also moves the momentum against it. */
function oneCycle({ max_lr, pct_start, div_factor, final_div_factor }: SchedulerParams, base: number, steps: number): RateOfStep {
  const highest = max_lr ?? base;
  const first = highest / div_factor;
  const [top, end] = [pct_start * steps - 1, steps - 1];
  return (step) => {
    const at = Math.min(step, end);
    return at <= top ? halfWave(first, highest, top > 0 ? at / top : 1) : halfWave(highest, first / final_div_factor, (at - top) / (end - top));
  };
}

/** Rises, stays, falls along half a wave: the shares of the steps that each takes (Hu et al. 2024). */
function warmupStableDecay({ wsd_warmup_fraction, wsd_stable_fraction }: SchedulerParams, step: number, steps: number): number {
  const warm = wsd_warmup_fraction * steps;
  const stable = warm + wsd_stable_fraction * steps;
  if (step < warm) return step / Math.max(1, warm);
  return step < stable ? 1 : halfWave(1, 0, Math.min(1, (step - stable) / Math.max(1, steps - stable)));
}
