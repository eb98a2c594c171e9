import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import type { Cell } from "../kernels/recurrent/index.ts";
import { apply, widthOf } from "./apply.ts";
import { weightsFrom, weightsOf, type InitializerSpec, type WeightInitializer } from "./initializers.ts";
import { Masking } from "./masking.ts";
import { masked, type Sequence } from "./reduce.ts";
import { Bidirectional, GRU, LSTM, SimpleRNN } from "./rnn.ts";
import { drop } from "./stack.ts";

/** Recurrent layers, one after another. */
export interface RecurrentSpec {
  readonly cell: Cell;
  /** Width of the state, of each direction. */
  readonly units: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  /** Between the layers. */
  readonly dropout: number;
  readonly use_bias: boolean;
  /** LSTM only: the forget gates begin open, the other biases at 0 (Jozefowicz, Zaremba and Sutskever, 2015). */
  readonly unit_forget_bias: boolean;
  readonly weights_initializer: InitializerSpec;
  readonly recurrent_initializer: InitializerSpec;
  readonly bias_initializer: InitializerSpec;
}

const ONE_WAY = { lstm: LSTM, gru: GRU, simple: SimpleRNN } as const;

/**
 * Recurrent layers over a sequence, whose padding leaves every state as it is: `all` states, [batch, time, width], which repeat over padding
 * after the last token (and are 0 there from behind), or the `last`, [batch, width], which each direction ends with. width: units, or
 * twice as many in both directions.
 *
 * A mask that plain TensorFlow.js obeys in its recurrent layers (not on WebGPU, where its 4.22 compiles none under a mask) can come from
 * standard layers in one way only: a `Masking` layer before them, which compares values. So padding is set to a value that nothing else has, and `Masking` makes it 0 again. Every sequence goes through it,
 * padded or not: when plain TensorFlow.js runs a model, a layer without a mask is handed that of the layer that ran before it.
 */
export function recurrent(context: BuildContext, part: string, sequence: Sequence, spec: RecurrentSpec, output: "all" | "last"): tf.SymbolicTensor {
  let x = marked(context, part, sequence);
  for (let i = 0; i < spec.layers; i++) {
    const isLast = i === spec.layers - 1;
    x = apply(layer(context, `${part}_${i}`, spec, !isLast || output === "all"), x);
    if (!isLast) x = drop(context, `${part}_${i}_dropout`, x, spec.dropout);
  }
  return output === "all" ? withoutMask(context.name(`${part}_states`), x) : x;
}

function marked(context: BuildContext, part: string, { tensor, mask, gap }: Sequence): tf.SymbolicTensor {
  const zeroed = masked(context, `${part}_steps`, tensor, mask());
  const told = apply(tf.layers.add({ name: context.name(`${part}_gaps`) }), [zeroed, gap()]);
  return apply(new Masking({ name: context.name(`${part}_mask`) }), told);
}

/** The same under a layer that hands no mask on: those that join tensors throw where they find one. */
const withoutMask = (name: string, x: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.reshape({ name, targetShape: [x.shape[1]!, widthOf(x)] }), x);

function layer(context: BuildContext, part: string, spec: RecurrentSpec, returnSequences: boolean): tf.layers.Layer {
  const seeded = (from: InitializerSpec, weight: string): WeightInitializer => weightsFrom(from, context.seed(`${part}/${weight}`));
  const args = {
    name: context.name(part),
    units: spec.units,
    returnSequences,
    useBias: spec.use_bias,
    kernelInitializer: seeded(spec.weights_initializer, "kernel"),
    recurrentInitializer: seeded(spec.recurrent_initializer, "recurrent_kernel"),
    biasInitializer: spec.cell === "lstm" && spec.unit_forget_bias ? openForgetGates(spec.units) : seeded(spec.bias_initializer, "bias"),
  };
  return spec.bidirectional ? new Bidirectional(spec.cell, args) : new ONE_WAY[spec.cell]({ ...args, goBackwards: false });
}

const openForgetGates = (units: number): WeightInitializer => weightsOf(() => new Float32Array(4 * units).fill(1, units, 2 * units));
