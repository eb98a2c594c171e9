import { words } from "../../messages/en/config.ts";
import { defineChoice, type Choice, type Family } from "../schema/choice.ts";
import { bool, float, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";
import type { OptimizerParams } from "../training/params.ts";

const params = Type.Object({
  betas: Type.Tuple([Type.Number({ minimum: 0, maximum: 1 }), Type.Number({ minimum: 0, maximum: 1 })], {
    default: [0.9, 0.999],
    description: "How slowly the running means of the gradient and of its square forget.",
    impact: "low",
  }),
  eps: float(1e-8, "Added to the divisor, so that tiny gradients do not explode.", { min: 0, scale: "log", impact: "low" }),
  weight_decay: float(0, "How strongly weights are pulled towards zero.", { min: 0, scale: "log", impact: "medium" }),
  amsgrad: bool(false, "Divide by the largest running mean of the squared gradient seen so far.", { impact: "low" }),
});

const adam = (type: OptimizerParams["type"], summary: string): Choice<OptimizerParams> => defineChoice({
  summary,
  params,
  example: {},
  make: (given) => ({ type, ...given }),
  check({ betas }, path, report) {
    if (betas.every((beta) => beta < 1)) return;
    report(error([...path, "betas"], words.trainer.betas(betas)));
  },
});

/** The choices of `trainer.optimizer`. */
export const optimizers: Family<OptimizerParams> = {
  noun: "optimizer",
  choices: {
    adam: adam("adam", "Steps scaled by running means of the gradient and its square (Kingma & Ba 2015); weight decay joins the gradient."),
    adamw: adam("adamw", "Adam with weight decay applied to the weights themselves (Loshchilov & Hutter 2019)."),
  },
  fallback: "adam",
  planned: [
    "sgd", "sgd_8bit", "lbfgs", "adam_8bit", "paged_adam", "paged_adam_8bit", "adamw_8bit", "paged_adamw", "paged_adamw_8bit", "adadelta",
    "adagrad", "adagrad_8bit", "adamax", "nadam", "rmsprop", "rmsprop_8bit", "lamb", "lamb_8bit", "lars", "lars_8bit", "lion", "lion_8bit",
    "paged_lion", "paged_lion_8bit", "radam", "adafactor", "schedule_free_adamw", "muon",
  ],
};
