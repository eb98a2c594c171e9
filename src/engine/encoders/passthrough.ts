import type { EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";

/** The value as it is: part `value` [batch, d]. */
export const passthrough = defineChoice({
  summary: "The value goes to the combiner as it is.",
  params: Type.Object({}),
  example: {},
  make: (): EncoderFn<unknown> => (context) => ({ kind: "vector", tensor: context.input("value") }),
});
