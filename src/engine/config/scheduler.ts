import { words } from "../../messages/en/config.ts";
import { block, bool, float, int, oneOf, orNull, Type } from "../schema/params.ts";
import { fixRemove, note, type Path, type Report } from "../schema/problem.ts";
import { readParams } from "../schema/read.ts";
import type { SchedulerParams } from "../training/params.ts";

const above = (value: number, description: string) =>
  Type.Number({ exclusiveMinimum: 0, default: value, description, impact: "low" });
const DECAYS = ["linear", "exponential", "cosine", "one_cycle", "inverse_sqrt", "polynomial", "wsd"] as const;

/** `trainer.learning_rate_scheduler`. */
export const schedulerSchema = block({
  decay: orNull(oneOf(DECAYS, "linear", ""), null, "How the learning rate changes over the run; null: it stays.", { impact: "high" }),
  decay_rate: float(0.96, "exponential: what the rate is multiplied by every decay_steps steps.", { min: 0, max: 1, impact: "medium" }),
  decay_steps: int(10_000, "exponential: steps until the rate has been multiplied once.", { min: 1, scale: "log", impact: "medium", unit: "steps" }),
  staircase: bool(false, "exponential: fall in steps instead of smoothly.", { impact: "low" }),
  reduce_on_plateau: int(0, "How many times the rate may be reduced when rounds no longer get better.", { min: 0, impact: "medium" }),
  reduce_on_plateau_patience: int(10, "Rounds without a better one before it is reduced.", { min: 0, impact: "medium", unit: "rounds" }),
  reduce_on_plateau_rate: float(0.1, "What the rate is then multiplied by.", { min: 0, max: 1, impact: "medium" }),
  warmup_evaluations: int(0, "Rounds during which the rate rises from 0.", { min: 0, impact: "medium", unit: "rounds" }),
  warmup_fraction: float(0, "Share of the run during which the rate rises from 0; the longer of both warm-ups counts.", { min: 0, max: 1, impact: "medium" }),
  reduce_eval_metric: Type.String({ default: "loss", description: "The metric that reduce_on_plateau looks at, of the validation field.", impact: "low" }),
  reduce_eval_split: oneOf(["training", "validation"], "training", "The rows on which it looks.", { impact: "low" }),
  t_0: orNull(Type.Integer({ minimum: 1 }), null, "cosine: steps until it first begins again; null: those of a round.", { impact: "medium", unit: "steps" }),
  t_mult: int(1, "cosine: how many times as long each next wave is.", { min: 1, impact: "low" }),
  eta_min: float(0, "cosine: the lowest rate.", { min: 0, max: 1, impact: "low" }),
  max_lr: orNull(Type.Number({ exclusiveMinimum: 0 }), null, "one_cycle: the highest rate; null: learning_rate.", { impact: "medium" }),
  pct_start: float(0.3, "one_cycle: share of the run during which the rate rises.", { min: 0, max: 1, impact: "low" }),
  div_factor: above(25, "one_cycle: the run begins with the highest rate divided by this."),
  final_div_factor: above(10_000, "one_cycle: and ends with its first rate divided by this."),
  inverse_sqrt_warmup_steps: int(4000, "inverse_sqrt: the rate is divided by the root of the step, or of this where that is more.", { min: 1, scale: "log", impact: "medium", unit: "steps" }),
  polynomial_power: float(1, "polynomial: 1 falls in a line, more falls early.", { min: 0, impact: "low" }),
  polynomial_end_lr: float(0, "polynomial: the last rate, as a share of the first.", { min: 0, max: 1, impact: "low" }),
  wsd_warmup_fraction: float(0.1, "wsd: share of the run during which the rate rises.", { min: 0, max: 1, impact: "low" }),
  wsd_stable_fraction: float(0.8, "wsd: share during which it stays.", { min: 0, max: 1, impact: "low" }),
  wsd_decay_fraction: float(0.1, "wsd: share during which it falls.", { min: 0, max: 1, impact: "low" }),
}, "");

/** The rate stays. */
export const noSchedule: SchedulerParams = readParams(schedulerSchema, {}, [], () => {});

/** Keys of a schedule that mean something else than they seem to. */
export function checkScheduler(params: SchedulerParams, path: Path, report: Report): void {
  const { decay, wsd_warmup_fraction: up, wsd_stable_fraction: stay, wsd_decay_fraction: down } = params;
  const shares = Number((up + stay + down).toFixed(6));
  if (decay === "wsd" && shares !== 1) report(note([...path, "wsd_decay_fraction"], words.trainer.wsdShares(shares)));
  if (decay === "cosine" && params.t_0 === null) report(note([...path, "decay"], words.trainer.cosineRestarts));
  for (const key of ["warmup_fraction", "warmup_evaluations"] as const) {
    if (decay === "one_cycle" && params[key] > 0) report(note([...path, key], words.trainer.cycleWarmsUp(key), fixRemove([...path, key])));
  }
}
