import { words } from "../../../messages/en/parts.ts";
import { apply } from "../../layers/apply.ts";
import { Unbuildable } from "../../layers/budget.ts";
import { Conv2D } from "../../layers/convolution.ts";
import { weightsFrom } from "../../layers/initializers.ts";
import type { BuildContext } from "../../model/context.ts";
import * as tf from "../../tf.ts";
import { pixelsOf, type PixelFacts } from "./pixels.ts";

/**
 * A vector of each square of a picture, linear in its pixels: [batch, patches, width], row by row from the upper left. Sides that the
 * squares do not divide are refused with a sentence.
 */
export function patchesOf(context: BuildContext, facts: PixelFacts, size: number, width: number): tf.SymbolicTensor {
  const uneven = (["height", "width"] as const).find((side) => facts[side] % size !== 0);
  if (uneven) throw new Unbuildable(words.unevenPatches(uneven, facts[uneven], size));
  const squares = new Conv2D({
    name: context.name("patches"), filters: width, kernelSize: [size, size], strides: [size, size], padding: "valid", useBias: true,
    kernelInitializer: weightsFrom("xavier_uniform", context.seed("patches/kernel")), biasInitializer: weightsFrom("zeros", context.seed("patches/bias")),
  });
  const patches = (facts.height / size) * (facts.width / size);
  return apply(tf.layers.reshape({ name: context.name("tokens"), targetShape: [patches, width] }), apply(squares, pixelsOf(context, facts)));
}

/** The mean of all patches: [batch, patches, width] → [batch, width]. */
export const meanOfPatches = (context: BuildContext, x: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.globalAveragePooling1d({ name: context.name("mean") }), x);
