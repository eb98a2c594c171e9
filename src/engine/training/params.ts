/** The trainer section, read and typed: what the training loop obeys. `auto` stays until the data is known. */
export interface TrainerParams {
  readonly epochs: number;
  readonly train_steps: number | null;
  readonly batch_size: number | "auto";
  readonly max_batch_size: number | null;
  readonly eval_batch_size: number | "auto" | null;
  /** Rows of one update; it and the steps of one (`auto`: follows from the other). */
  readonly effective_batch_size: number | "auto";
  readonly gradient_accumulation_steps: number | "auto";
  readonly increase_batch_size_on_plateau: number;
  readonly increase_batch_size_on_plateau_patience: number;
  readonly increase_batch_size_on_plateau_rate: number;
  readonly learning_rate: number | "auto";
  /** null: the rate stays. */
  readonly learning_rate_scheduler: SchedulerParams | null;
  readonly optimizer: OptimizerParams;
  readonly early_stop: number;
  readonly steps_per_checkpoint: number;
  readonly checkpoints_per_epoch: number;
  /** Batches of an evaluation between steps; null: all. */
  readonly eval_steps: number | null;
  readonly skip_all_evaluation: boolean;
  readonly evaluate_training_set: boolean;
  readonly should_shuffle: boolean;
  readonly regularization_type: "l1" | "l2" | "l1_l2" | null;
  readonly regularization_lambda: number;
  /** null: no clipping at all. */
  readonly gradient_clipping: ClippingParams | null;
  /** Weights whose name it matches are not trained. */
  readonly layers_to_freeze_regex: string | null;
  readonly loss_balancing: "none" | "log_transform" | "uncertainty";
  /** How the weights of the best rounds are averaged in the end; null: the best round's are kept. */
  readonly model_soup: "uniform" | "greedy" | null;
  readonly model_soup_top_k: number;
}
/** How the learning rate changes, as Ludwig names it. */
export interface SchedulerParams {
  readonly decay: "linear" | "exponential" | "cosine" | "one_cycle" | "inverse_sqrt" | "polynomial" | "wsd" | null;
  readonly decay_rate: number;
  readonly decay_steps: number;
  readonly staircase: boolean;
  readonly reduce_on_plateau: number;
  readonly reduce_on_plateau_patience: number;
  readonly reduce_on_plateau_rate: number;
  readonly warmup_evaluations: number;
  readonly warmup_fraction: number;
  readonly reduce_eval_metric: string;
  readonly reduce_eval_split: "training" | "validation";
  readonly t_0: number | null;
  readonly t_mult: number;
  readonly eta_min: number;
  readonly max_lr: number | null;
  readonly pct_start: number;
  readonly div_factor: number;
  readonly final_div_factor: number;
  readonly inverse_sqrt_warmup_steps: number;
  readonly polynomial_power: number;
  readonly polynomial_end_lr: number;
  readonly wsd_warmup_fraction: number;
  readonly wsd_stable_fraction: number;
  readonly wsd_decay_fraction: number;
}
export interface ClippingParams {
  readonly clipglobalnorm: number | null;
  readonly clipnorm: number | null;
  readonly clipvalue: number | null;
}
/** The parameters of each optimizer, as Ludwig names them. */
export type OptimizerParams =
  | (Decay & { readonly type: "sgd"; readonly momentum: number; readonly dampening: number; readonly nesterov: boolean })
  | (Moments & { readonly type: "adam" | "adamw"; readonly amsgrad: boolean })
  | (Decay & { readonly type: "adagrad"; readonly initial_accumulator_value: number; readonly lr_decay: number; readonly eps: number })
  | (Decay & { readonly type: "adadelta"; readonly rho: number; readonly eps: number })
  | (Moments & { readonly type: "adamax" | "radam" })
  | (Moments & { readonly type: "nadam"; readonly momentum_decay: number })
  | (Decay & { readonly type: "rmsprop"; readonly momentum: number; readonly alpha: number; readonly eps: number; readonly centered: boolean })
  | (Decay & { readonly type: "lion"; readonly betas: readonly [number, number] })
  | LayerwiseParams;
/** Optimizers that see more of a variable than one number at a time. */
export type LayerwiseParams =
  | (Moments & { readonly type: "lamb"; readonly bias_correction: boolean; readonly adam_w_mode: boolean; readonly max_unorm: number })
  | (Decay & { readonly type: "lars"; readonly momentum: number; readonly dampening: number; readonly nesterov: boolean; readonly max_unorm: number })
  | { readonly type: "adafactor"; readonly lr: number | null; readonly scale_parameter: boolean; readonly relative_step: boolean; readonly warmup_init: boolean }
  | (Decay & { readonly type: "schedule_free_adamw"; readonly betas: readonly [number, number]; readonly warmup_steps: number })
  | { readonly type: "muon"; readonly momentum: number; readonly nesterov: boolean };
interface Decay { readonly weight_decay: number }
interface Moments extends Decay { readonly betas: readonly [number, number]; readonly eps: number }
