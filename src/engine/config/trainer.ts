import { words } from "../../messages/en/config.ts";
import { resolveChoice, openChoice } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { block, bool, float, int, oneOf, orNull, Type, type Params } from "../schema/params.ts";
import { error, fixRemove, type Path, type Report } from "../schema/problem.ts";
import { asRecord, readParams } from "../schema/read.ts";
import type { TrainerParams } from "../training/params.ts";
import { optimizers } from "./optimizers.ts";
import { elsewhereKeys, reportElsewhere, withoutElsewhere, type Elsewhere } from "./elsewhere.ts";

const auto = Type.Literal("auto");
const positive = Type.Integer({ minimum: 1 });
const clip = (value: number | null, description: string) => orNull(Type.Number({ minimum: 0 }), value, description, { impact: "low" });

/** `trainer`, but for the optimizer, which is a choice of its own. */
export const trainerSchema = Type.Object({
  epochs: int(100, "How often training may go through all training rows; early stopping may end it before.", { min: 1, impact: "high" }),
  train_steps: orNull(positive, null, "Stop after this many batches, whatever the epochs say; null: let the epochs decide.", { impact: "medium" }),
  batch_size: Type.Union([positive, auto], {
    default: "auto",
    description: "Rows per step; auto: chosen from the number of rows.",
    impact: "medium", scale: "log", unit: "rows",
  }),
  eval_batch_size: Type.Union([positive, auto, Type.Null()], {
    default: null,
    description: "Rows per step when evaluating; null: as in training.",
    impact: "low", unit: "rows",
  }),
  learning_rate: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 1 }), auto], {
    default: 0.001,
    description: "Size of the steps; auto: chosen from the kinds of input.",
    impact: "high", scale: "log",
  }),
  early_stop: int(5, "Stop after this many rounds without improvement; -1: never.", { min: -1, impact: "high", unit: "rounds" }),
  validation_field: orNull(Type.String(), null, "The output that chooses the best round, or combined; null: the first output.", { impact: "medium" }),
  validation_metric: orNull(Type.String(), null, "The metric that chooses the best round; null: the output's own.", { impact: "medium" }),
  steps_per_checkpoint: int(0, "Evaluate every so many steps; 0: once per epoch.", { min: 0, impact: "low", unit: "steps" }),
  checkpoints_per_epoch: int(0, "Evaluate so many times per epoch; 0: once.", { min: 0, impact: "low" }),
  evaluate_training_set: bool(false, "Score all training rows each round, not only as they go by.", { impact: "low" }),
  should_shuffle: bool(true, "Shuffle the training rows before each epoch.", { impact: "low" }),
  regularization_type: orNull(oneOf(["l1", "l2", "l1_l2"], "l2", ""), "l2", "Which norm of the weights is added to the loss.", { impact: "low" }),
  regularization_lambda: float(0, "How much that norm counts; 0: off.", { min: 0, max: 1, scale: "log", impact: "medium" }),
  gradient_clipping: orNull(block({
    clipglobalnorm: clip(0.5, "Longest gradient over all weights together; null: no limit."),
    clipnorm: clip(null, "A second limit on the same length, as in Ludwig; null: no limit."),
    clipvalue: clip(null, "Largest size of any one element; null: no limit."),
  }, ""), { clipglobalnorm: 0.5, clipnorm: null, clipvalue: null }, "Shorten gradients that are too long; null: never.", { impact: "low" }),
});

export const elsewhere: Elsewhere = {
  planned: {
    skip_all_evaluation: [false],
    learning_rate_scheduler: [null],
    eval_steps: [null],
    effective_batch_size: ["auto"],
    gradient_accumulation_steps: ["auto", 1],
    increase_batch_size_on_plateau: [0],
    layers_to_freeze_regex: [null],
    loss_balancing: ["none"],
    modality_dropout: [0],
    model_soup: [null],
  },
  companions: [
    "increase_batch_size_on_plateau_patience", "increase_batch_size_on_plateau_rate",
    "increase_batch_size_eval_metric", "increase_batch_size_eval_split",
    "loss_balancing_alpha", "loss_balancing_lr", "loss_balancing_preference_vector", "loss_balancing_tchebycheff_weight", "model_soup_top_k",
  ],
  idle: {
    enable_profiling: [false],
    profiler: [],
    max_batch_size: [2 ** 40, null],
    learning_rate_scaling: ["linear"],
    bucketing_field: [null],
    use_mixed_precision: [false],
    compile: [false],
    enable_gradient_checkpointing: [false],
    contrastive_pretrain_epochs: [0],
    contrastive_pretrain_temperature: [0.07],
    contrastive_pretrain_projection_dim: [128],
    contrastive_pretrain_learnable_temperature: [true],
  },
};

export interface ReadTrainer {
  readonly params: TrainerParams;
  readonly validation: Pick<Params<typeof trainerSchema>, "validation_field" | "validation_metric">;
  readonly resolved: { readonly [key: string]: Json };
}

export function readTrainer(raw: unknown, path: Path, report: Report): ReadTrainer {
  const { optimizer, ...given } = asRecord(raw, path, report);
  reportElsewhere(elsewhere, withoutIdleScheduler(given), path, report);
  const others = [...elsewhereKeys(elsewhere), "optimizer"];
  const { validation_field, validation_metric, ...params } = readParams(trainerSchema, withoutElsewhere(elsewhere, given), path, report, others);
  if (params.steps_per_checkpoint > 0 && params.checkpoints_per_epoch > 0) {
    const at = [...path, "checkpoints_per_epoch"];
    report(error(at, words.trainer.twoRounds, fixRemove(at)));
  }
  const { made } = openChoice(optimizers, optimizer, [...path, "optimizer"], report);
  const resolved = { ...params, validation_field, validation_metric, optimizer: resolveChoice(optimizers, optimizer) };
  return {
    params: { ...params, optimizer: made },
    validation: { validation_field, validation_metric },
    resolved,
  };
}

/** A scheduler block whose three switches are off schedules nothing: as good as null. */
function withoutIdleScheduler(given: Record<string, unknown>): Record<string, unknown> {
  const scheduler = given["learning_rate_scheduler"];
  if (typeof scheduler !== "object" || scheduler === null) return given;
  const off = Object.entries({ decay: null, reduce_on_plateau: 0, warmup_evaluations: 0, warmup_fraction: 0 })
    .every(([key, value]) => ((scheduler as Record<string, unknown>)[key] ?? value) === value);
  return off ? { ...given, learning_rate_scheduler: null } : given;
}
