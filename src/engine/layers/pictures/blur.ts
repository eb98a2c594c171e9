import { depthwiseConvolve } from "../../kernels/convolution/depthwise.ts";
import * as tf from "../../tf.ts";

/** Each pixel joined with those around it by a Gaussian, x: [batch, height, width, channels] → the same shape; `size`: odd. */
export function blurred(x: tf.Tensor4D, size: number): tf.Tensor4D {
  const shares = bell(size);
  return joined(joined(x, shares, [size, 1]), shares, [1, size]);
}

/** A Gaussian of the deviation that torchvision takes for a kernel of that size. */
function bell(size: number): readonly number[] {
  const deviation = 0.3 * ((size - 1) * 0.5 - 1) + 0.8;
  const heights = Array.from({ length: size }, (_, i) => Math.exp(-(((i - (size - 1) / 2) / deviation) ** 2) / 2));
  const sum = heights.reduce((total, height) => total + height, 0);
  return heights.map((height) => height / sum);
}

/** Beyond the edge there is nothing: what lies inside is divided by its own shares. */
function joined(x: tf.Tensor4D, shares: readonly number[], window: [number, number]): tf.Tensor4D {
  const [, height, width, channels] = x.shape;
  const filter = tf.tensor4d(shares.flatMap((share) => new Array<number>(channels).fill(share)), [...window, channels, 1]);
  const [length, reach] = [window[0] > 1 ? height : width, (shares.length - 1) / 2];
  const inside = Array.from({ length }, (_, i) => shares.reduce((sum, share, k) => (i + k - reach >= 0 && i + k - reach < length ? sum + share : sum), 0));
  const sums = tf.tensor4d(inside, window[0] > 1 ? [1, length, 1, 1] : [1, 1, length, 1]);
  return tf.div(depthwiseConvolve(x, filter, { strides: [1, 1], dilations: [1, 1], pad: "same" }), sums);
}
