import { depthwiseConvolve } from "../../kernels/convolution/depthwise.ts";
import * as tf from "../../tf.ts";

/** Pixels of pictures changed where they stand, x: [batch, height, width, channels], 0 to 255; a fourth channel, opacity, stays as it is. Factors and `fires`: [batch, 1]. */

/** From 1, for a picture that is left alone, to `value`. */
export const where = (fires: tf.Tensor, value: tf.Tensor): tf.Tensor => tf.add(1, tf.mul(fires, tf.sub(value, 1)));

/** A number of each picture beside its pixels; opacity, where there is one, stays at `still`. */
export function besidePixels(value: tf.Tensor, channels: number, still: number): tf.Tensor4D {
  const each = tf.reshape<tf.Rank.R4>(value, [value.shape[0], 1, 1, 1]);
  const isColour = tf.tensor4d([1, 1, 1, 0], [1, 1, 1, 4]);
  return channels === 4 ? tf.add(still, tf.mul(isColour, tf.sub(each, still))) : each;
}

const inRange = (pixels: tf.Tensor4D): tf.Tensor4D => tf.clipByValue(pixels, 0, 255);

/** `other` in place of the pictures that `fires` names. */
export const replaced = (pixels: tf.Tensor4D, other: tf.Tensor4D, fires: tf.Tensor): tf.Tensor4D =>
  tf.add(pixels, tf.mul(besidePixels(fires, pixels.shape[3], 0), tf.sub(other, pixels)));

export const brighter = (pixels: tf.Tensor4D, factor: tf.Tensor): tf.Tensor4D => inRange(tf.mul(pixels, besidePixels(factor, pixels.shape[3], 1)));

/** So many times as far from `from` as they are: below 1 nearer to it, beyond 1 farther from it. */
export const away = (pixels: tf.Tensor4D, from: tf.Tensor4D, factor: tf.Tensor): tf.Tensor4D =>
  inRange(tf.add(from, tf.mul(tf.sub(pixels, from), besidePixels(factor, pixels.shape[3], 1))));

/** What a picture looks like without its colours, [batch, height, width, 1]; ITU-R BT.601. */
export function grey(pixels: tf.Tensor4D): tf.Tensor4D {
  const shares = { 1: [1], 2: [1, 0], 3: [0.299, 0.587, 0.114], 4: [0.299, 0.587, 0.114, 0] }[pixels.shape[3]]!; // as many channels as pictures have
  return tf.sum(tf.mul(pixels, tf.tensor4d(shares, [1, 1, 1, shares.length])), 3, true);
}

/** Each pixel joined with its eight neighbours, itself five times as much, as Pillow smooths; those at the edge stay. */
export function smoothed(pixels: tf.Tensor4D): tf.Tensor4D {
  const [, height, width, channels] = pixels.shape;
  const shares = Array.from({ length: 9 }, (_, i) => (i === 4 ? 5 : 1) / 13);
  const filter = tf.tensor4d(shares.flatMap((share) => new Array<number>(channels).fill(share)), [3, 3, channels, 1]);
  const isInside = tf.tensor4d(Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    return Number(y > 0 && x > 0 && y < height - 1 && x < width - 1);
  }), [1, height, width, 1]);
  return tf.add(pixels, tf.mul(isInside, tf.sub(depthwiseConvolve(pixels, filter, { strides: [1, 1], dilations: [1, 1], pad: "same" }), pixels)));
}

/** In steps of `step`, rounded down. */
export function posterized(pixels: tf.Tensor4D, step: tf.Tensor): tf.Tensor4D {
  const each = besidePixels(step, pixels.shape[3], 1);
  return tf.mul(tf.floor(tf.div(pixels, each)), each);
}

/** Pixels from `threshold` on are turned into their opposite. */
export function solarized(pixels: tf.Tensor4D, threshold: tf.Tensor): tf.Tensor4D {
  const isBright = tf.cast(tf.greaterEqual(pixels, tf.reshape(threshold, [threshold.shape[0], 1, 1, 1])), "float32");
  return tf.add(pixels, tf.mul(isBright, tf.sub(255, tf.mul(2, pixels))));
}

/** Each channel stretched from 0 to 255; one that is even stays. */
export function stretched(pixels: tf.Tensor4D): tf.Tensor4D {
  const [low, high] = [tf.min<tf.Tensor4D>(pixels, [1, 2], true), tf.max<tf.Tensor4D>(pixels, [1, 2], true)];
  const range = tf.sub(high, low);
  const isEven = tf.sub(1, tf.step(range));
  const apart = tf.div(tf.mul(tf.sub(pixels, low), 255), tf.add(range, isEven));
  return tf.add(apart, tf.mul(isEven, tf.sub(pixels, apart)));
}
