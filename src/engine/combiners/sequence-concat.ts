import { reduced, reduction } from "../layers/reduce.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import type { Combiner } from "./combiner.ts";
import { checkSteps, mainSequence, stepByStep } from "./steps.ts";

/** All inputs beside each other at each step of a sequence: [batch, time, Σ d], or what is left of it, [batch, Σ d]. */
export const sequenceConcat = defineChoice({
  summary: "All inputs beside each other at each step of a sequence: for answers to every step.",
  params: Type.Object({
    main_sequence_feature: mainSequence,
    reduce_output: reduction(null, "How the steps become one vector; null keeps them."),
  }),
  example: {},
  make: ({ main_sequence_feature: main, reduce_output }): Combiner => ({
    suits: (inputs, path, report) => checkSteps(main, inputs, path, report),
    combine: (context, inputs) => reduced(context, stepByStep(context, inputs, main), reduce_output),
  }),
});
