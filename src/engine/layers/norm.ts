import type * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { oneOf, orNull, Type, type Static } from "../schema/params.ts";
import { apply } from "./apply.ts";
import { BatchNormalization } from "./batch-normalization.ts";
import { LayerNormalization } from "./layer-normalization.ts";

const NORMS = ["batch", "layer", "ghost"] as const;
export const normSchema = Type.Union([Type.Enum(NORMS), Type.Null()]);
/** PyTorch's arguments: `momentum` is the share of the new value in the running one. */
export const normParams = Type.Partial(
  Type.Object({
    eps: Type.Number({ exclusiveMinimum: 0 }),
    momentum: Type.Number({ minimum: 0, maximum: 1 }),
    affine: Type.Boolean(),
    virtual_batch_size: Type.Integer({ minimum: 1 }),
  }),
  { additionalProperties: false },
);

export const norm = (description: string) => orNull(oneOf(NORMS, "batch", description), null, description);
export const normArguments = (description: string) => Type.Union([normParams, Type.Null()], { default: null, description });

/** Normalise the last axis; null adds nothing. */
export function normalize(
  context: BuildContext,
  part: string,
  x: tf.SymbolicTensor,
  kind: Static<typeof normSchema>,
  params: Static<typeof normParams> | null,
): tf.SymbolicTensor {
  const name = context.name(part);
  const isGhost = kind === "ghost";
  const { eps: epsilon = isGhost ? 1e-3 : 1e-5, momentum = isGhost ? 0.05 : 0.1, affine = true, virtual_batch_size: virtualBatch = 128 } = params ?? {};
  switch (kind) {
    case null:
      return x;
    case "batch":
      return apply(new BatchNormalization({ name, epsilon, momentum: 1 - momentum, affine }), x);
    case "ghost":
      return apply(new BatchNormalization({ name, epsilon, momentum: 1 - momentum, affine, virtualBatch }), x);
    case "layer":
      return apply(new LayerNormalization({ name, epsilon, affine }), x);
    default:
      return kind satisfies never;
  }
}
