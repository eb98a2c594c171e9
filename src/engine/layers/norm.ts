import type * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { oneOf, orNull, Type, type Static } from "../schema/params.ts";
import { apply } from "./apply.ts";
import { BatchNormalization } from "./batch-normalization.ts";
import { LayerNormalization } from "./layer-normalization.ts";

const NORMS = ["batch", "layer"] as const;
export const normSchema = Type.Union([Type.Enum(NORMS), Type.Null()]);
/** PyTorch's arguments: `momentum` is the share of the new value in the running one. */
export const normParams = Type.Partial(
  Type.Object({
    eps: Type.Number({ exclusiveMinimum: 0 }),
    momentum: Type.Number({ minimum: 0, maximum: 1 }),
    affine: Type.Boolean(),
  }),
  { additionalProperties: false },
);

export const norm = (description: string) => orNull(oneOf(NORMS, "batch", description), null, description, { planned: ["ghost"] });
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
  const { eps: epsilon = 1e-5, momentum = 0.1, affine = true } = params ?? {};
  switch (kind) {
    case null:
      return x;
    case "batch":
      return apply(new BatchNormalization({ name, epsilon, momentum: 1 - momentum, affine }), x);
    case "layer":
      return apply(new LayerNormalization({ name, epsilon, affine }), x);
    default:
      return kind satisfies never;
  }
}
