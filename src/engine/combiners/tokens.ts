import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { weightsOf } from "../layers/initializers.ts";
import { stepAt } from "../layers/slice.ts";
import type { BuildContext, Encoding } from "../model/context.ts";
import { oneOf, orNull } from "../schema/params.ts";
import { scaled } from "./vectors.ts";

export const TOKEN_REDUCTIONS = ["mean", "avg", "sum", "max", "last", "concat"] as const;
const KEPT = ["none", "None"] as const;
export type TokenReduction = (typeof TOKEN_REDUCTIONS)[number] | (typeof KEPT)[number] | null;

/** A parameter that says how tokens become one vector; null keeps them. */
export const tokenReduction = (value: TokenReduction) =>
  orNull(oneOf([...TOKEN_REDUCTIONS, ...KEPT], "mean", ""), value, "How the tokens become one vector; null keeps them, as a sequence.", { planned: ["attention", "attention_pooling"], impact: "medium" });

/** Tokens, [batch, tokens, d], as one vector on which `after` then stands, or as the sequence that they are. */
export function reducedTokens(
  context: BuildContext, tokens: tf.SymbolicTensor, how: TokenReduction, after: (vector: tf.SymbolicTensor) => tf.SymbolicTensor,
): Encoding {
  if (how === null || how === "none" || how === "None") return { kind: "sequence", tensor: tokens, mask: everyStep(context, tokens) };
  return { kind: "vector", tensor: after(collapsed(context, tokens, how)) };
}

/** [batch, tokens, d] → [batch, d]: none of the tokens is padding, so that no mask is asked for. */
export function collapsed(context: BuildContext, tokens: tf.SymbolicTensor, how: (typeof TOKEN_REDUCTIONS)[number]): tf.SymbolicTensor {
  const name = context.name("reduced");
  const count = tokens.shape[1]!; // static, as all of a model
  const mean = (name: string) => apply(tf.layers.globalAveragePooling1d({ name }), tokens);
  switch (how) {
    case "mean":
    case "avg":
      return mean(name);
    case "sum":
      return scaled(context, "reduced", mean(`${name}_mean`), count, 0);
    case "max":
      return apply(tf.layers.globalMaxPooling1d({ name }), tokens);
    case "last":
      return stepAt(context, "reduced", tokens, count - 1);
    case "concat":
      return apply(tf.layers.reshape({ name, targetShape: [count * widthOf(tokens)] }), tokens);
    default:
      return how satisfies never;
  }
}

/** 1 on every token, [batch, tokens, 1]: whatever the token, times 0, plus 1. */
function everyStep(context: BuildContext, tokens: tf.SymbolicTensor): tf.SymbolicTensor {
  const [kernelInitializer, biasInitializer] = [weightsOf(() => new Float32Array(widthOf(tokens))), weightsOf(() => Float32Array.of(1))];
  return apply(tf.layers.dense({ name: context.name("mask"), units: 1, kernelInitializer, biasInitializer, trainable: false }), tokens);
}
