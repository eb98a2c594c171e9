import * as tf from "../../tf.ts";
import { apply } from "../../layers/apply.ts";
import type { BuildContext } from "../../model/context.ts";

/** What encoders of pictures want to know of them. */
export interface PixelFacts {
  readonly height: number;
  readonly width: number;
  readonly num_channels: number;
  readonly standardize_image: "imagenet1k" | null;
}

/** Mean and standard deviation of ImageNet's training pictures, red, green and blue, from 0 to 1. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/** Part `pixels` [batch, height, width, channels] from 0 to 1, or standardised: the one way that every encoder of pictures begins. */
export function pixelsOf(context: BuildContext, { standardize_image }: Pick<PixelFacts, "standardize_image">): tf.SymbolicTensor {
  const bytes = context.input("pixels");
  const [scale, offset] = standardize_image === null
    ? [1 / 255, 0]
    : [DEVIATION.map((deviation) => 1 / (255 * deviation)), MEAN.map((mean, k) => -mean / DEVIATION[k]!)];
  // Keras takes a list for the last axis, which TensorFlow.js's own type does not say.
  return apply(tf.layers.rescaling({ name: context.name("scaled"), scale: scale as number, offset: offset as number }), bytes);
}
