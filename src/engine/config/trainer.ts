import { words } from "../../messages/en/config.ts";
import { resolveChoice, openChoice } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import type { Params } from "../schema/params.ts";
import { error, fixRemove, fixSet, note, type Path, type Report } from "../schema/problem.ts";
import { asRecord, readParams } from "../schema/read.ts";
import type { TrainerParams } from "../training/params.ts";
import { elsewhereKeys, reportElsewhere, withoutElsewhere } from "./elsewhere.ts";
import { optimizers } from "./optimizers.ts";
import { withoutSmallMemory } from "./quantised.ts";
import { checkScheduler } from "./scheduler.ts";
import { elsewhere, trainerSchema } from "./trainer-schema.ts";
import type { Watch } from "./validation.ts";

/** The rules of `loss_balancing` that are named after a paper and do something else in Ludwig. */
const HEURISTICS = ["famo", "gradnorm", "nash_mtl", "pareto_mtl"];

export interface ReadTrainer {
  readonly params: TrainerParams;
  readonly validation: Pick<Params<typeof trainerSchema>, "validation_field" | "validation_metric">;
  /** What the rules that wait for improvement look at. */
  readonly watches: readonly Watch[];
  readonly resolved: { readonly [key: string]: Json };
}

export function readTrainer(raw: unknown, path: Path, report: Report): ReadTrainer {
  const { optimizer: rawOptimizer, ...given } = asRecord(raw, path, report);
  reportElsewhere(elsewhere, given, path, report);
  const optimizer = withoutSmallMemory(rawOptimizer, [...path, "optimizer"], report);
  const others = [...elsewhereKeys(elsewhere), "optimizer"];
  const wanted = withoutHeuristics(withoutElsewhere(elsewhere, given), path, report);
  const read = readParams(trainerSchema, wanted, path, report, others);
  const { validation_field, validation_metric, increase_batch_size_eval_metric, increase_batch_size_eval_split, ...params } = read;
  const { learning_rate_scheduler: scheduler } = params;
  const { made } = openChoice(optimizers, optimizer, [...path, "optimizer"], report);
  check({ ...params, optimizer: made }, path, report);
  return {
    params: { ...params, optimizer: made },
    validation: { validation_field, validation_metric },
    watches: [
      {
        rule: "batch", isOn: params.increase_batch_size_on_plateau > 0, path: [...path, "increase_batch_size_eval_metric"],
        metric: increase_batch_size_eval_metric, split: increase_batch_size_eval_split,
      },
      {
        rule: "rate", isOn: (scheduler?.reduce_on_plateau ?? 0) > 0, path: [...path, "learning_rate_scheduler", "reduce_eval_metric"],
        metric: scheduler?.reduce_eval_metric ?? "loss", split: scheduler?.reduce_eval_split ?? "training",
      },
    ],
    resolved: { ...read, optimizer: resolveChoice(optimizers, optimizer) },
  };
}

function withoutHeuristics(given: Readonly<Record<string, unknown>>, path: Path, report: Report): Readonly<Record<string, unknown>> {
  const { loss_balancing: kind, ...others } = given;
  if (typeof kind !== "string" || !HEURISTICS.includes(kind)) return given;
  const at = [...path, "loss_balancing"];
  report(error(at, words.trainer.heuristic(kind), fixSet(at, "uncertainty")));
  return others;
}

/** Rules across the keys of the section. */
function check(params: TrainerParams, path: Path, report: Report): void {
  if (params.steps_per_checkpoint > 0 && params.checkpoints_per_epoch > 0) {
    const at = [...path, "checkpoints_per_epoch"];
    report(error(at, words.trainer.twoRounds, fixRemove(at)));
  }
  if (params.learning_rate_scheduler) checkScheduler(params.learning_rate_scheduler, [...path, "learning_rate_scheduler"], report);
  checkBatches(params, path, report);
  checkFreezing(params.layers_to_freeze_regex, [...path, "layers_to_freeze_regex"], report);
  checkOwnRate(params, path, report);
}

function checkBatches({ batch_size: batch, gradient_accumulation_steps: steps, effective_batch_size: effective }: TrainerParams, path: Path, report: Report): void {
  if (effective === "auto") return;
  const at = [...path, "effective_batch_size"];
  const factor = batch === "auto" ? steps : batch;
  if (factor === "auto" || (effective % factor === 0 && (batch === "auto" || steps === "auto"))) return;
  if (batch !== "auto" && steps !== "auto") {
    if (batch * steps !== effective) report(error(at, words.trainer.batchProduct(batch, steps, effective), fixSet(at, batch * steps)));
    return;
  }
  const made = Math.max(1, Math.floor(effective / factor)) * factor;
  report(note(at, words.trainer.batchRounded(effective, batch === "auto" ? "gradient_accumulation_steps" : "batch_size", factor, made), fixSet(at, made)));
}

function checkFreezing(pattern: string | null, path: Path, report: Report): void {
  if (pattern === null) return;
  try {
    new RegExp(pattern);
  } catch (cause) {
    report(error(path, words.trainer.noPattern(pattern, cause instanceof Error ? cause.message : String(cause))));
  }
}

/** Optimizers that choose their steps themselves, beside a schedule that would. */
function checkOwnRate({ optimizer, learning_rate_scheduler: scheduler }: TrainerParams, path: Path, report: Report): void {
  const isScheduled = scheduler !== null && (scheduler.decay !== null || scheduler.reduce_on_plateau > 0 || scheduler.warmup_evaluations > 0 || scheduler.warmup_fraction > 0);
  const at = [...path, "learning_rate_scheduler"];
  if (optimizer.type === "schedule_free_adamw" && isScheduled) report(error(at, words.trainer.scheduleFree, fixRemove(at)));
  if (optimizer.type === "adafactor" && optimizer.relative_step) report(note([...path, "optimizer"], words.trainer.ownRate, fixSet([...path, "optimizer", "relative_step"], false)));
}
