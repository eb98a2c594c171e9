import { sequenceEncoders, type SequenceEncoder } from "../encoders/sequence/index.ts";
import { sequenceOf } from "../layers/marks.ts";
import { reduced, reduction, type ReductionParam } from "../layers/reduce.ts";
import type { BuildContext, Encoding } from "../model/context.ts";
import { defineChoice, type Family } from "../schema/choice.ts";
import { withIdle } from "../schema/idle.ts";
import { withChoice } from "../schema/nested.ts";
import { Type } from "../schema/params.ts";
import type { Combiner } from "./combiner.ts";
import { checkSteps, mainSequence, stepByStep } from "./steps.ts";

/** Keys of an encoder that say how tokens become vectors, which here they are. */
const OF_TOKENS = { representation: "dense", embedding_size: 256, embeddings_trainable: true, embeddings_on_cpu: false, pretrained_embeddings: null };

const encoders: Family<SequenceEncoder> = {
  noun: "encoder",
  choices: Object.fromEntries(Object.entries(sequenceEncoders).map(([name, encoder]) => [name, withIdle({ ...OF_TOKENS, ...encoder.idle }, encoder)])),
  fallback: "parallel_cnn",
};

const own = defineChoice({
  summary: "All inputs beside each other at each step of a sequence, and an encoder of sequences over them.",
  params: Type.Object({
    main_sequence_feature: mainSequence,
    reduce_output: reduction(null, "How the steps become one vector, where the encoder keeps them; null keeps them too."),
  }),
  example: { encoder: { type: "parallel_cnn", num_filters: 2, fc_layers: [{ output_size: 3 }] } },
  make: (read) => read,
});

/** An encoder of sequences over all inputs, side by side at each step: what it makes of them, a vector or a sequence. Obeys the encoder's own keys. */
export const sequence = withChoice(own, {
  key: "encoder",
  family: encoders,
  description: "An encoder of sequences with its parameters.",
  make: ({ main_sequence_feature: main, reduce_output }, encoder): Combiner => ({
    suits: (inputs, path, report) => checkSteps(main, inputs, path, report),
    combine: (context, inputs) => collapsed(context, encoder.encode(within(context, "encoder"), stepByStep(context, inputs, main)), reduce_output),
  }),
});

const within = (context: BuildContext, scope: string): BuildContext =>
  ({ ...context, name: (part) => context.name(`${scope}_${part}`), seed: (part) => context.seed(`${scope}_${part}`) });

const collapsed = (context: BuildContext, encoding: Encoding, how: ReductionParam): Encoding =>
  encoding.kind === "vector" ? encoding : reduced(context, sequenceOf(context, "encoded", encoding), how);
