import { block, bool, float, int, oneOf, orNull, Type } from "../schema/params.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { noSchedule, schedulerSchema } from "./scheduler.ts";

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
  max_batch_size: orNull(positive, 2 ** 40, "Rows per step at most, whatever auto or growing would make of it; null: no limit.", { impact: "low", unit: "rows" }),
  eval_batch_size: Type.Union([positive, auto, Type.Null()], {
    default: null,
    description: "Rows per step when evaluating; null: as in training.",
    impact: "low", unit: "rows",
  }),
  effective_batch_size: Type.Union([positive, auto], {
    default: "auto",
    description: "Rows that move the weights together, in several steps if they must; auto: those of the steps of one update.",
    impact: "medium", scale: "log", unit: "rows",
  }),
  gradient_accumulation_steps: Type.Union([positive, auto], {
    default: "auto",
    description: "Steps whose gradients are averaged before the weights move; auto: 1, or what effective_batch_size asks.",
    impact: "medium", unit: "steps",
  }),
  increase_batch_size_on_plateau: int(0, "How many times the batch may grow when rounds no longer get better.", { min: 0, impact: "medium" }),
  increase_batch_size_on_plateau_patience: int(5, "Rounds without a better one before it grows.", { min: 0, impact: "low", unit: "rounds" }),
  increase_batch_size_on_plateau_rate: float(2, "How many times as large it then is.", { min: 1, impact: "low" }),
  increase_batch_size_eval_metric: Type.String({ default: "loss", description: "The metric that growing looks at, of the validation field.", impact: "low" }),
  increase_batch_size_eval_split: oneOf(["training", "validation"], "training", "The rows on which it looks.", { impact: "low" }),
  learning_rate: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 1 }), auto], {
    default: 0.001,
    description: "Size of the steps; auto: chosen from the kinds of input.",
    impact: "high", scale: "log",
  }),
  learning_rate_scheduler: orNull(schedulerSchema, noSchedule, "How the learning rate changes over the run; null: it stays.", { impact: "medium" }),
  early_stop: int(5, "Stop after this many rounds without improvement; -1: never.", { min: -1, impact: "high", unit: "rounds" }),
  validation_field: orNull(Type.String(), null, "The output that chooses the best round, or combined; null: the first output.", { impact: "medium" }),
  validation_metric: orNull(Type.String(), null, "The metric that chooses the best round; null: the output's own.", { impact: "medium" }),
  steps_per_checkpoint: int(0, "Evaluate every so many steps; 0: once per epoch.", { min: 0, impact: "low", unit: "steps" }),
  checkpoints_per_epoch: int(0, "Evaluate so many times per epoch; 0: once.", { min: 0, impact: "low" }),
  eval_steps: orNull(positive, null, "Evaluate so many batches in each round, drawn by the seed; null: all. The end judges all rows.", { impact: "low" }),
  skip_all_evaluation: bool(false, "Judge no round: training goes on to its end, and the last weights are kept.", { impact: "medium" }),
  evaluate_training_set: bool(false, "Score all training rows each round, not only as they go by.", { impact: "low" }),
  should_shuffle: bool(true, "Shuffle the training rows before each epoch.", { impact: "low" }),
  regularization_type: orNull(oneOf(["l1", "l2", "l1_l2"], "l2", ""), "l2", "Which norm of the weights is added to the loss.", { impact: "low" }),
  regularization_lambda: float(0, "How much that norm counts; 0: off.", { min: 0, max: 1, scale: "log", impact: "medium" }),
  gradient_clipping: orNull(block({
    clipglobalnorm: clip(0.5, "Longest gradient over all weights together; null: no limit."),
    clipnorm: clip(null, "A second limit on the same length, as in Ludwig; null: no limit."),
    clipvalue: clip(null, "Largest size of any one element; null: no limit."),
  }, ""), { clipglobalnorm: 0.5, clipnorm: null, clipvalue: null }, "Shorten gradients that are too long; null: never.", { impact: "low" }),
  layers_to_freeze_regex: orNull(Type.String(), null, "Weights whose name this regular expression finds keep their first values; null: all are trained.", { impact: "medium" }),
  loss_balancing: oneOf(["none", "log_transform", "uncertainty"], "none", "How the losses of several outputs become one: their sum, the sum of their logarithms, or each as its own learnt uncertainty says.", { impact: "medium" }),
  model_soup: orNull(oneOf(["uniform", "greedy"], "uniform", ""), null, "Average the weights of the best rounds in the end: of all of them, or of those that help; null: keep the best round's.", { impact: "medium" }),
  model_soup_top_k: int(5, "How many of the best rounds are averaged.", { min: 1, impact: "low", unit: "rounds" }),
});

/** Keys of Ludwig's trainer that are not obeyed. */
export const elsewhere: Elsewhere = {
  planned: { modality_dropout: [0] },
  companions: ["loss_balancing_alpha", "loss_balancing_lr", "loss_balancing_preference_vector", "loss_balancing_tchebycheff_weight"],
  idle: {
    enable_profiling: [false],
    profiler: [],
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
