import { apply } from "../layers/apply.ts";
import { sequenceOf } from "../layers/marks.ts";
import { reduced, reduction, type Sequence } from "../layers/reduce.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice, type Choice } from "../schema/choice.ts";
import { nullYet, Type } from "../schema/params.ts";
import * as tf from "../tf.ts";
import { over, sequenceEncoders, type SequenceEncoder } from "./sequence/index.ts";

/** Numbers in order: parts `value` [batch, time] and `mask` [batch, time, 1] → [batch, time, 1]. */
function steps(context: BuildContext): Sequence {
  const value = context.input("value");
  const tensor = apply(tf.layers.reshape({ name: context.name("steps_of_one"), targetShape: [value.shape[1]!, 1] }), value); // static, as every part
  return sequenceOf(context, "series", { tensor, mask: () => context.input("mask") });
}

/** Of a table that only tokens are looked up in. */
const TABLE = ["representation", "embedding_size", "embeddings_trainable", "pretrained_embeddings"];

/** An encoder of sequences over steps that are numbers already; `idle`: what else it obeys for tokens alone. */
function overSteps(choice: Choice<SequenceEncoder>, idle: readonly string[] = []): Choice<EncoderFn<unknown>> {
  const left = <V>(record: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !TABLE.includes(key) && !idle.includes(key)));
  return {
    ...over(choice, steps),
    params: Type.Object(left(choice.params.properties)),
    example: left(choice.example),
    idle: [...TABLE, ...idle, ...(choice.idle ?? [])],
    resolve: (raw) => left(choice.resolve(raw)),
  };
}

/** The course of numbers as it is: a sequence of steps, [batch, time, 1], or what the reduction leaves. */
const passthrough = defineChoice({
  summary: "The numbers go to the combiner as they are.",
  params: Type.Object({
    encoding_size: nullYet("Width of a step that is no single number."),
    reduce_output: { ...reduction("last", "How the steps become one; null keeps them all."), default: null },
  }),
  example: {},
  make:
    ({ reduce_output }): EncoderFn<unknown> =>
    (context) => reduced(context, steps(context), reduce_output),
});

export const seriesEncoders = {
  passthrough,
  parallel_cnn: overSteps(sequenceEncoders.parallel_cnn),
  stacked_cnn: overSteps(sequenceEncoders.stacked_cnn),
  stacked_parallel_cnn: overSteps(sequenceEncoders.stacked_parallel_cnn),
  rnn: overSteps(sequenceEncoders.rnn, ["dropout"]),
  cnnrnn: overSteps(sequenceEncoders.cnnrnn, ["dropout"]),
  transformer: overSteps(sequenceEncoders.transformer),
};
