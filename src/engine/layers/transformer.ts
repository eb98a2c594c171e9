import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { activate } from "./activations.ts";
import { apply, widthOf } from "./apply.ts";
import { MultiHeadAttention } from "./attention.ts";
import { weightsFrom, type InitializerSpec } from "./initializers.ts";
import { LayerNormalization } from "./layer-normalization.ts";
import { drop, linear } from "./stack.ts";

export interface TransformerSpec {
  readonly num_heads: number;
  /** Width of the layer between, of the two that each position passes through by itself. */
  readonly transformer_output_size: number;
  readonly dropout: number;
  readonly use_bias: boolean;
  readonly weights_initializer: InitializerSpec;
  readonly bias_initializer: InitializerSpec;
  /** `after` each sum, as Vaswani et al., 2017, and Ludwig have it; `before` each part, which deep stacks need (Xiong et al., 2020). */
  readonly norm: "after" | "before";
  /** Between the two dense layers; absent: relu. */
  readonly activation?: "relu" | "gelu";
}

const EPSILON = 1e-6;

/**
 * One block of a transformer encoder, x: [batch, time, d], d a multiple of the heads; mask: [batch, time, 1], 0 where x is padding → [batch, time, d].
 * Attention → dropout → sum with x → norm → dense → relu or gelu → dense → dropout → sum → norm.
 */
export function transformerBlock(context: BuildContext, part: string, x: tf.SymbolicTensor, mask: tf.SymbolicTensor | null, spec: TransformerSpec): tf.SymbolicTensor {
  const within = (name: string) => `${part}_${name}`;
  const attended = residual(context, within("attention"), x, spec, (tokens) => attention(context, within("attention"), tokens, mask, spec));
  return residual(context, within("feed"), attended, spec, (tokens) => {
    const wide = linear(context, within("feed_0"), tokens, spec.transformer_output_size, spec);
    const active = activate(context, within("feed_activation"), wide, spec.activation ?? "relu");
    return linear(context, within("feed_1"), active, widthOf(x), spec);
  });
}

function attention(context: BuildContext, part: string, x: tf.SymbolicTensor, mask: tf.SymbolicTensor | null, spec: TransformerSpec): tf.SymbolicTensor {
  const layer = new MultiHeadAttention({
    name: context.name(part),
    numHeads: spec.num_heads,
    keyDim: widthOf(x) / spec.num_heads,
    useBias: spec.use_bias,
    kernelInitializer: weightsFrom(spec.weights_initializer, context.seed(`${part}/kernel`)),
    biasInitializer: weightsFrom(spec.bias_initializer, context.seed(`${part}/bias`)),
  });
  return apply(layer, mask ? [x, mask] : x);
}

/** x + dropout(inner(x)), with a norm before `inner` or after the sum. */
function residual(
  context: BuildContext, part: string, x: tf.SymbolicTensor, { dropout, norm }: TransformerSpec, inner: (x: tf.SymbolicTensor) => tf.SymbolicTensor,
): tf.SymbolicTensor {
  const normalized = (tensor: tf.SymbolicTensor) =>
    apply(new LayerNormalization({ name: context.name(`${part}_norm`), epsilon: EPSILON, affine: true }), tensor);
  const changed = drop(context, `${part}_dropout`, inner(norm === "before" ? normalized(x) : x), dropout);
  const sum = apply(tf.layers.add({ name: context.name(`${part}_residual`) }), [x, changed]);
  return norm === "after" ? normalized(sum) : sum;
}
