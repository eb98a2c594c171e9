import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Dense } from "../layers/dense.ts";
import { Embedding } from "../layers/embedding.ts";
import { weightsFrom, weightsOf } from "../layers/initializers.ts";
import { Periodic } from "../layers/periodic.ts";
import { linear } from "../layers/stack.ts";
import type { BuildContext, EncoderFn, VectorEncoding } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, int, nullYet, Type } from "../schema/params.ts";

/** What encoders that cut a column into bins need to know. */
export interface Binned {
  /** Of the values as the model sees them, rising, two or more; only there when such an encoder was chosen. */
  readonly bin_edges?: readonly number[];
}

const BEGINNING = { use_bias: true, weights_initializer: "xavier_uniform", bias_initializer: "zeros" } as const;
const outputSize = int(256, "Width of the result.", { min: 1, scale: "log", impact: "medium" });
const binCount = (value: number) => int(value, "Bins, each with as many of the training rows; fewer where values repeat.", { min: 1, max: 4096, impact: "high" });

const mixed = (context: BuildContext, code: tf.SymbolicTensor, width: number): VectorEncoding =>
  ({ kind: "vector", tensor: linear(context, "mixed", code, width, BEGINNING) });

/**
 * Piecewise linear encoding of part `value` [batch, 1]: of each bin how much of it lies below the number, from 0 to 1, then a linear layer
 * → [batch, output_size]. Beyond the outermost edges the code stays as it is there. Gorishniy, Rubachev and Babenko, 2022.
 */
export const ple = defineChoice({
  summary: "How far the number has come through each of many bins: bends where the column has something to say.",
  params: Type.Object({ num_bins: binCount(64), output_size: outputSize, ple_bin_edges: nullYet("Edges by hand; they are the quantiles of the training rows.") }),
  example: { num_bins: 3, output_size: 2 },
  make:
    ({ output_size }): EncoderFn<Binned> =>
    (context, facts) =>
      mixed(context, filled(context, edgesOf(facts)), output_size),
});

/** (x − lower edge) / width of each bin, cut to 0…1. */
function filled(context: BuildContext, edges: readonly number[]): tf.SymbolicTensor {
  const bins = edges.slice(1).map((upper, i) => ({ lower: edges[i]!, width: upper - edges[i]! }));
  const reached = new Dense({
    name: context.name("bins"),
    units: bins.length,
    useBias: true,
    trainable: false,
    kernelInitializer: weightsOf(() => Float32Array.from(bins, ({ width }) => 1 / width)),
    biasInitializer: weightsOf(() => Float32Array.from(bins, ({ lower, width }) => -lower / width)),
  });
  return apply(tf.layers.reLU({ name: context.name("filled"), maxValue: 1 }), apply(reached, context.input("value")));
}

/** Part `value` [batch, 1] as sine and cosine at learned frequencies, then a linear layer → [batch, output_size]. */
export const periodic = defineChoice({
  summary: "Waves of learned lengths over the number: for what returns, or wiggles.",
  params: Type.Object({
    num_frequencies: int(64, "Waves.", { min: 1, max: 4096, impact: "medium" }),
    output_size: outputSize,
    sigma: float(1, "Spread of the frequencies at the start, in waves per unit of the scaled column: larger sees finer detail.", { min: 0, max: 1e4, scale: "log", impact: "high" }),
  }),
  example: { num_frequencies: 2, output_size: 2 },
  make:
    ({ num_frequencies: frequencies, output_size, sigma }): EncoderFn<unknown> =>
    (context) => {
      const initializer = weightsFrom({ type: "normal", std: sigma }, context.seed("frequencies"));
      return mixed(context, apply(new Periodic({ name: context.name("waves"), frequencies, initializer }), context.input("value")), output_size);
    },
});

/** A learned vector of the number's bin, part `bin` [batch, 1] → [batch, output_size]. */
export const bins = defineChoice({
  summary: "A learned vector for each range of numbers: steps instead of slopes.",
  params: Type.Object({ num_bins: binCount(32), output_size: outputSize, bins_bin_edges: nullYet("Edges by hand; they are the quantiles of the training rows.") }),
  example: { num_bins: 3, output_size: 2 },
  make:
    ({ output_size: outputDim }): EncoderFn<Binned> =>
    (context, facts) => {
      const initializer = weightsFrom({ type: "uniform", a: -1, b: 1 }, context.seed("bins"));
      const table = new Embedding({ name: context.name("bins"), inputDim: edgesOf(facts).length - 1, outputDim, initializer, trainable: true });
      return { kind: "vector", tensor: apply(tf.layers.flatten({ name: context.name("vector") }), apply(table, context.input("bin"))) };
    },
});

function edgesOf({ bin_edges }: Binned): readonly number[] {
  if (!bin_edges) throw new Error("internal: the column was fitted for another encoder");
  return bin_edges;
}
