import { words } from "../../messages/en/config.ts";
import { defineChoice, type Choice, type Family } from "../schema/choice.ts";
import { bool, float, int, orNull, Type, type Params } from "../schema/params.ts";
import { error, fixSet, type Path, type Report } from "../schema/problem.ts";
import type { OptimizerParams } from "../training/params.ts";

const share = (value: number, description: string) => float(value, description, { min: 0, max: 1, impact: "low" });
const epsilon = (value: number) => float(value, "Added to the divisor, so that tiny gradients do not explode.", { min: 0, scale: "log", impact: "low" });
const decay = { weight_decay: float(0, "How strongly weights are pulled towards zero.", { min: 0, scale: "log", impact: "medium" }) };
const betas = {
  betas: Type.Tuple([Type.Number({ minimum: 0, maximum: 1 }), Type.Number({ minimum: 0, maximum: 1 })], {
    default: [0.9, 0.999],
    description: "How slowly the running means of the gradient and of its square forget.",
    impact: "low",
  }),
};
const moments = { ...betas, eps: epsilon(1e-8), ...decay };
const momentum = (value: number) => float(value, "Share of the last step that is taken again: weights roll on.", { min: 0, max: 1, impact: "medium" });

/** A mean that forgets nothing never begins. */
function forgets({ betas }: { readonly betas: readonly number[] }, path: Path, report: Report): void {
  if (betas.every((beta) => beta < 1)) return;
  report(error([...path, "betas"], words.trainer.betas(betas)));
}

const adamParams = Type.Object({
  ...moments,
  amsgrad: bool(false, "Divide by the largest running mean of the squared gradient seen so far.", { impact: "low" }),
});
const adam = (type: "adam" | "adamw", summary: string): Choice<OptimizerParams> =>
  defineChoice({ summary, params: adamParams, example: {}, make: (given) => ({ type, ...given }), check: forgets });

const momentParams = Type.Object(moments);
const withMoments = (type: "adamax" | "radam", summary: string): Choice<OptimizerParams> =>
  defineChoice({ summary, params: momentParams, example: {}, make: (given) => ({ type, ...given }), check: forgets });

const sgdParams = Type.Object({
  momentum: momentum(0),
  ...decay,
  dampening: share(0, "Share of each gradient that does not join the momentum."),
  nesterov: bool(false, "Look ahead along the momentum before each step.", { impact: "low" }),
});

/** As in PyTorch: there is nothing to look ahead along otherwise. */
function looksAhead({ nesterov, momentum: rolling, dampening }: Params<typeof sgdParams>, path: Path, report: Report): void {
  if (!nesterov || (rolling > 0 && dampening === 0)) return;
  report(error([...path, "nesterov"], words.trainer.nesterov(rolling, dampening)));
}

const max_unorm = float(1, "Longest step of a layer at a learning rate of 1, as a share of the layer's own length; 0: no such limit.", { min: 0, impact: "medium" });

const adafactorParams = Type.Object({
  lr: orNull(Type.Number({ exclusiveMinimum: 0 }), null, "Its own learning rate; null: the trainer's, where relative_step is false.", { impact: "high" }),
  scale_parameter: bool(true, "Scale the steps of each layer by the size of its weights.", { impact: "medium" }),
  relative_step: bool(true, "Choose the learning rate by the number of the step: at most 0.01, then falling.", { impact: "medium" }),
  warmup_init: bool(false, "Begin with far smaller steps.", { impact: "low" }),
});

/** As in Hugging Face's, which Ludwig runs. */
function checkAdafactor({ lr, relative_step, warmup_init }: Params<typeof adafactorParams>, path: Path, report: Report): void {
  if (relative_step && lr !== null) report(error([...path, "lr"], words.trainer.twoRates, fixSet([...path, "relative_step"], false)));
  if (warmup_init && !relative_step) report(error([...path, "warmup_init"], words.trainer.warmsRelative, fixSet([...path, "relative_step"], true)));
}

/** The choices of `trainer.optimizer`. */
export const optimizers: Family<OptimizerParams> = {
  noun: "optimizer",
  choices: {
    adam: adam("adam", "Steps scaled by running means of the gradient and its square (Kingma & Ba 2015); weight decay joins the gradient."),
    adamw: adam("adamw", "Adam with weight decay applied to the weights themselves (Loshchilov & Hutter 2019)."),
    sgd: defineChoice<typeof sgdParams, OptimizerParams>({
      summary: "Plain steps down the gradient, with momentum when asked: needs a larger learning rate, and time.",
      params: sgdParams,
      example: { momentum: 0.9 },
      make: (given) => ({ type: "sgd", ...given }),
      check: looksAhead,
    }),
    adagrad: defineChoice({
      summary: "Smaller steps for weights that have moved much: rare words and classes keep learning (Duchi et al. 2011).",
      params: Type.Object({
        initial_accumulator_value: float(0, "What the sum of squared gradients begins with.", { min: 0, impact: "low" }),
        lr_decay: float(0, "How fast the learning rate falls from step to step.", { min: 0, scale: "log", impact: "medium" }),
        ...decay,
        eps: epsilon(1e-10),
      }),
      example: {},
      make: (given): OptimizerParams => ({ type: "adagrad", ...given }),
    }),
    adadelta: defineChoice({
      summary: "Steps as large as the last ones were: little depends on the learning rate, which is best near 1 (Zeiler 2012).",
      params: Type.Object({ rho: share(0.9, "How slowly the running means of squares forget."), eps: epsilon(1e-6), ...decay }),
      example: {},
      make: (given): OptimizerParams => ({ type: "adadelta", ...given }),
    }),
    adamax: withMoments("adamax", "Adam scaled by the largest gradient instead of a mean of squares (Kingma & Ba 2015)."),
    nadam: defineChoice({
      summary: "Adam that looks ahead along its momentum (Dozat 2016).",
      params: Type.Object({ ...moments, momentum_decay: float(0.004, "How soon the momentum reaches its full share.", { min: 0, scale: "log", impact: "low" }) }),
      example: {},
      make: (given): OptimizerParams => ({ type: "nadam", ...given }),
      check: forgets,
    }),
    rmsprop: defineChoice({
      summary: "Steps scaled by a running mean of the squared gradient (Tieleman & Hinton 2012).",
      params: Type.Object({
        momentum: momentum(0),
        alpha: share(0.99, "How slowly that mean forgets."),
        eps: epsilon(1e-8),
        centered: bool(false, "Scale by the gradient's spread around its mean.", { impact: "low" }),
        ...decay,
      }),
      example: { momentum: 0.5 },
      make: (given): OptimizerParams => ({ type: "rmsprop", ...given }),
    }),
    radam: withMoments("radam", "Adam that begins with plain momentum until its variance can be trusted: no warm-up needed (Liu et al. 2020)."),
    lion: defineChoice({
      summary: "Every weight moves by the same size, only its direction is learnt: wants a tenth of Adam's learning rate (Chen et al. 2023).",
      params: Type.Object({ ...betas, ...decay }),
      example: {},
      make: (given): OptimizerParams => ({ type: "lion", ...given }),
      check: forgets,
    }),
    lamb: defineChoice({
      summary: "Adam whose step in each layer is as long as a share of the layer itself: for large batches (You et al. 2020).",
      params: Type.Object({
        ...moments,
        bias_correction: bool(true, "Correct the running means for having begun at 0.", { impact: "low" }),
        adam_w_mode: bool(true, "Apply weight decay to the weights themselves instead of the gradient.", { impact: "low" }),
        max_unorm,
      }),
      example: {},
      make: (given): OptimizerParams => ({ type: "lamb", ...given }),
      check: forgets,
    }),
    lars: defineChoice({
      summary: "SGD whose step in each layer is as long as a share of the layer itself: for large batches (You et al. 2017).",
      params: Type.Object({ ...sgdParams.properties, momentum: momentum(0.9), max_unorm }),
      example: {},
      make: (given): OptimizerParams => ({ type: "lars", ...given }),
      check: looksAhead,
    }),
    adafactor: defineChoice({
      summary: "Adam that remembers squares by row and by column instead of by number: little memory (Shazeer & Stern 2018).",
      params: adafactorParams,
      example: {},
      make: (given): OptimizerParams => ({ type: "adafactor", ...given }),
      check: checkAdafactor,
    }),
    schedule_free_adamw: defineChoice({
      summary: "AdamW that answers with the mean of its way: as good as a schedule, without one (Defazio et al. 2024).",
      params: Type.Object({ ...betas, ...decay, warmup_steps: int(0, "Steps during which the rate rises from 0.", { min: 0, impact: "medium", unit: "steps" }) }),
      example: { warmup_steps: 3 },
      make: (given): OptimizerParams => ({ type: "schedule_free_adamw", ...given }),
      check(given, path, report) {
        forgets(given, path, report);
        if (given.betas[0] === 0) report(error([...path, "betas"], words.trainer.averages));
      },
    }),
    muon: defineChoice({
      summary: "Momentum whose step in each matrix turns all directions alike (Jordan et al. 2024).",
      params: Type.Object({
        momentum: momentum(0.95),
        nesterov: bool(true, "Look ahead along the momentum before each step.", { impact: "low" }),
      }),
      example: {},
      make: (given): OptimizerParams => ({ type: "muon", ...given }),
    }),
  },
  fallback: "adam",
};
