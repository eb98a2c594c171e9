import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { weightsFrom, type InitializerSpec } from "../layers/initializers.ts";
import { linear, type LayerSpec } from "../layers/stack.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { int, Type } from "../schema/params.ts";
import { fcParams, fcStack } from "./fc-params.ts";

/** What goes round in a date, and how many different ones there are. */
export const CALENDAR = { month: 12, day: 31, weekday: 7, yearday: 366, hour: 24, minute: 60, second: 60 } as const;
export type CalendarPart = keyof typeof CALENDAR;

/** Ludwig's bounds where it names no distribution. */
const SYMMETRIC: InitializerSpec = { type: "uniform", a: -1, b: 1 };

/** A learned vector for each month, day, weekday and so on, beside the year and the time of day, → [batch, 69] or what the layers make of it. */
export const embeddedDate = defineChoice({
  summary: "A learned vector for each month, day, weekday, day of the year, hour, minute and second.",
  params: Type.Object({
    embedding_size: int(10, "Upper bound of a vector's width; never wider than there are months, days and so on.", { min: 1, scale: "log", impact: "medium" }),
    ...fcParams(0),
  }),
  example: { embedding_size: 1 },
  make:
    (read): EncoderFn<unknown> =>
    (context) => {
      const vectors = Object.entries(CALENDAR).map(([part, values]) => looked(context, part, values, Math.min(values, read.embedding_size)));
      return { kind: "vector", tensor: joined(context, [year(context, read), ...vectors, context.input("clock")], read) };
    },
});

/** Where in the year, the week, the day and so on a date stands, as waves: neighbours are alike, December and January too. */
export const waves = defineChoice({
  summary: "The place in the year, the month, the week and the day, as waves.",
  params: Type.Object(fcParams(1)),
  example: { output_size: 3 },
  make:
    (read): EncoderFn<unknown> =>
    (context) => ({ kind: "vector", tensor: joined(context, [year(context, read), context.input("waves")], read) }),
});

const joined = (context: BuildContext, parts: tf.SymbolicTensor[], section: Parameters<typeof fcStack>[2]): tf.SymbolicTensor =>
  fcStack(context, apply(tf.layers.concatenate({ name: context.name("parts") }), parts), section);

/** Part `year` through a unit of its own. */
const year = (context: BuildContext, section: LayerSpec): tf.SymbolicTensor => linear(context, "year_weight", context.input("year"), 1, section);

/** Of one more than there are values: 0 is no date. */
function looked(context: BuildContext, part: string, values: number, width: number): tf.SymbolicTensor {
  const table = new Embedding({
    name: context.name(`${part}_vectors`),
    inputDim: values + 1,
    outputDim: width,
    initializer: weightsFrom(SYMMETRIC, context.seed(`${part}_vectors`)),
    trainable: true,
  });
  return apply(tf.layers.flatten({ name: context.name(`${part}_vector`) }), apply(table, context.input(part)));
}
