import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { Dense } from "../layers/dense.ts";
import { weightsFrom } from "../layers/initializers.ts";
import { columns } from "../layers/slice.ts";
import type { BuildContext } from "../model/context.ts";
import { scaled } from "./vectors.ts";

export interface BlockParams {
  readonly size: number;
  readonly output_size: number;
  readonly num_total_blocks: number;
  readonly num_shared_blocks: number;
  readonly bn_epsilon: number;
  readonly bn_momentum: number;
  readonly bn_virtual_bs: number | null;
}

/**
 * Makes the feature transformers of TabNet, [batch, d] → [batch, output_size + size]: blocks of linear layer, batch norm and gate, each but the
 * first added to what it was given. The first `num_shared_blocks` linear layers are the same in all of them; norms are each step's own.
 */
export function featureTransformers(context: BuildContext, read: BlockParams): (part: string, x: tf.SymbolicTensor) => tf.SymbolicTensor {
  const width = read.output_size + read.size;
  const dense = (part: string) => new Dense({
    name: context.name(part),
    units: 2 * width,
    useBias: false,
    kernelInitializer: weightsFrom("xavier_uniform", context.seed(part)),
    biasInitializer: weightsFrom("zeros", 0),
  });
  const shared = Array.from({ length: read.num_shared_blocks }, (_, i) => dense(`shared_${i}`));
  return (part, x) =>
    Array.from({ length: read.num_total_blocks }, (_, i) => i).reduce((given, i) => {
      const within = `${part}_block_${i}`;
      const wide = apply(shared[i] ?? dense(within), given);
      const gated = gate(context, `${within}_gate`, apply(ghost(context, `${within}_norm`, read), wide), width);
      return i === 0 ? gated : scaled(context, `${within}_scaled`, apply(tf.layers.add({ name: context.name(`${within}_residual`) }), [given, gated]), Math.SQRT1_2, 0);
    }, x);
}

const ghost = (context: BuildContext, part: string, { bn_epsilon: epsilon, bn_momentum, bn_virtual_bs: virtualBatch }: BlockParams) =>
  new BatchNormalization({ name: context.name(part), epsilon, momentum: 1 - bn_momentum, affine: true, virtualBatch });

/** Gated linear unit (Dauphin et al., 2017): the first half of the columns times the sigmoid of the second, [batch, 2 · width] → [batch, width]. */
function gate(context: BuildContext, part: string, x: tf.SymbolicTensor, width: number): tf.SymbolicTensor {
  const open = apply(tf.layers.activation({ name: context.name(`${part}_open`), activation: "sigmoid" }), columns(context, `${part}_0`, x, width, width));
  return apply(tf.layers.multiply({ name: context.name(part) }), [columns(context, `${part}_1`, x, 0, width), open]);
}
