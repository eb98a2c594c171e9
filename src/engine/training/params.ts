/** The trainer section, read and typed: what the training loop obeys. `auto` stays until the data is known. */
export interface TrainerParams {
  readonly epochs: number;
  readonly train_steps: number | null;
  readonly batch_size: number | "auto";
  readonly eval_batch_size: number | "auto" | null;
  readonly learning_rate: number | "auto";
  readonly optimizer: OptimizerParams;
  readonly early_stop: number;
  readonly steps_per_checkpoint: number;
  readonly checkpoints_per_epoch: number;
  readonly evaluate_training_set: boolean;
  readonly should_shuffle: boolean;
  readonly regularization_type: "l1" | "l2" | "l1_l2" | null;
  readonly regularization_lambda: number;
  /** null: no clipping at all. */
  readonly gradient_clipping: ClippingParams | null;
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
  | (Decay & { readonly type: "lion"; readonly betas: readonly [number, number] });
interface Decay { readonly weight_decay: number }
interface Moments extends Decay { readonly betas: readonly [number, number]; readonly eps: number }
