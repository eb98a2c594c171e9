import { apply } from "../../layers/apply.ts";
import { Augment, type Augmentation } from "../../layers/pictures/augment.ts";
import { blurred } from "../../layers/pictures/blur.ts";
import { defineChoice, type Choice, type Family } from "../../schema/choice.ts";
import { float, int, Type } from "../../schema/params.ts";
import { error, type Path, type Report } from "../../schema/problem.ts";
import * as tf from "../../tf.ts";
import type { AugmentationSpec } from "../feature.ts";
import { words } from "./messages.ts";

const chance = { probability: float(0.5, "Share of the pictures that are changed.", { min: 0, max: 1 }) };
const factors = {
  min: float(0.5, "Smallest factor.", { min: 0, max: 10 }),
  max: float(2, "Largest factor.", { min: 0, max: 10 }),
  ...chance,
};
const checkFactors = ({ min, max }: { readonly min: number; readonly max: number }, path: Path, report: Report): void => {
  if (min > max) report(error([...path, "min"], words.factors(min, max)));
};
const degrees = Math.PI / 180;

/** From 1, for a picture that is left alone, to `value`. */
const where = (fires: tf.Tensor, value: tf.Tensor): tf.Tensor => tf.add(1, tf.mul(fires, tf.sub(value, 1)));
/** A number of each picture, [batch, 1], beside its pixels; opacity, where there is one, stays at `still`. */
function besidePixels(value: tf.Tensor, channels: number, still: number): tf.Tensor4D {
  const each = tf.reshape<tf.Rank.R4>(value, [value.shape[0], 1, 1, 1]);
  const isColour = tf.tensor4d([1, 1, 1, 0], [1, 1, 1, 4]);
  return channels === 4 ? tf.add(still, tf.mul(isColour, tf.sub(each, still))) : each;
}
const between = (min: number, max: number, drawn: tf.Tensor): tf.Tensor => tf.add(min, tf.mul(max - min, drawn));
const inRange = (pixels: tf.Tensor4D): tf.Tensor4D => tf.clipByValue(pixels, 0, 255);

const horizontalFlip = defineChoice({
  summary: "Mirrored: left becomes right. Not where the side says something, as in writing.",
  params: Type.Object(chance), example: {},
  make: ({ probability }): Augmentation => ({ probability, move: (_, fires) => ({ mirrored: tf.sub(1, tf.mul(2, fires)) }) }),
});

const verticalFlip = defineChoice({
  summary: "Upside down, as under a microscope or from above.",
  params: Type.Object(chance), example: {},
  make: ({ probability }): Augmentation => ({ probability, move: (_, fires) => ({ upside: tf.sub(1, tf.mul(2, fires)) }) }),
});

const rotate = defineChoice({
  summary: "Turned around its middle.",
  params: Type.Object({ degree: int(15, "Turned by up to so much, either way.", { min: 0, max: 180, unit: "degrees" }), ...chance }), example: {},
  make: ({ degree, probability }): Augmentation => ({ probability, move: (draw, fires) => ({ angle: tf.mul(fires, between(-degree * degrees, degree * degrees, draw())) }) }),
});

const crop = defineChoice({
  summary: "A part of the picture, enlarged to the whole.",
  params: Type.Object({ min: float(0.7, "Smallest share of height and width that is left.", { min: 0.05, max: 1 }), ...chance }), example: {},
  make: ({ min, probability }): Augmentation => ({
    probability,
    move: (draw, fires) => ({ part: where(fires, between(min, 1, draw())), across: tf.mul(fires, between(-1, 1, draw())), down: tf.mul(fires, between(-1, 1, draw())) }),
  }),
});

const blur = defineChoice({
  summary: "Out of focus: each pixel joined with those around it, near ones most.",
  params: Type.Object({ kernel_size: int(3, "Side of the square of pixels that are joined: an odd number.", { min: 1, max: 31, unit: "pixels" }), ...chance }), example: {},
  check({ kernel_size }, path, report) {
    if (kernel_size % 2 === 0) report(error([...path, "kernel_size"], words.oddKernel(kernel_size)));
  },
  make: ({ kernel_size, probability }): Augmentation => ({
    probability,
    paint: (pixels, _, fires) => tf.add(pixels, tf.mul(besidePixels(fires, pixels.shape[3], 0), tf.sub(blurred(pixels, kernel_size), pixels))),
  }),
});

const brightness = defineChoice({
  summary: "Darker or brighter.",
  params: Type.Object(factors), example: {}, check: checkFactors,
  make: ({ min, max, probability }): Augmentation => ({
    probability,
    paint: (pixels, draw, fires) => inRange(tf.mul(pixels, besidePixels(where(fires, between(min, max, draw())), pixels.shape[3], 1))),
  }),
});

const contrast = defineChoice({
  summary: "Nearer to its mean brightness, or farther from it.",
  params: Type.Object(factors), example: {}, check: checkFactors,
  make: ({ min, max, probability }): Augmentation => ({
    probability,
    paint(pixels, draw, fires) {
      const mean = tf.mean<tf.Tensor4D>(pixels, [1, 2, 3], true);
      return inRange(tf.add(mean, tf.mul(tf.sub(pixels, mean), besidePixels(where(fires, between(min, max, draw())), pixels.shape[3], 1))));
    },
  }),
});

const cutOut = defineChoice({
  summary: "A square of even grey over some of it, so that no part alone decides. DeVries and Taylor, 2017.",
  params: Type.Object({ size: float(0.3, "Share of height and width that is covered.", { min: 0, max: 1 }), ...chance }), example: {},
  make: ({ size, probability }): Augmentation => ({
    probability,
    paint(pixels, draw, fires) {
      const [batch, height, width, channels] = pixels.shape;
      const within = (length: number, shape: number[]) => {
        const places = tf.tensor1d(Array.from({ length }, (__, i) => (i + 0.5) / length));
        return tf.reshape(tf.step(tf.sub(size / 2, tf.abs(tf.sub(draw(), places)))), shape);
      };
      const covered = tf.mul(tf.mul(within(height, [batch, height, 1, 1]), within(width, [batch, 1, width, 1])), besidePixels(fires, channels, 0));
      return tf.add(pixels, tf.mul(covered, tf.sub(127.5, pixels)));
    },
  }),
});

const mixup = defineChoice({
  summary: "Two pictures laid over each other, and what is asked of them shared out alike, so that the model is sure only of what is clear. Zhang et al., 2018. Scores of the training rows are then those of mixed pictures.",
  params: Type.Object({
    alpha: float(0.2, "How evenly two pictures share: at small values one of them is nearly whole, at 1 every share is as likely.", { min: 0.01, max: 10, scale: "log", impact: "medium" }),
    probability: float(1, "Share of the batches that are mixed.", { min: 0, max: 1 }),
  }),
  example: {},
  make: ({ alpha, probability }): Augmentation => ({ alpha, probability }),
});

/** Ways to change pictures in training, by Ludwig's names and ours. */
const choices: Readonly<Record<string, Choice<Augmentation>>> = {
  random_horizontal_flip: horizontalFlip,
  random_vertical_flip: verticalFlip,
  random_rotate: rotate,
  random_crop: crop,
  random_blur: blur,
  random_brightness: brightness,
  random_contrast: contrast,
  cut_out: cutOut,
  mixup,
};

const family: Family<Augmentation> = { noun: "augmentation", choices, fallback: "random_horizontal_flip", planned: ["auto_augmentation"] };

/** The key `augmentation` of pictures; `true` is what it is in Ludwig. In training alone, the part `pixels` comes changed. */
export const augmentation: AugmentationSpec = {
  family,
  usual: [{ type: "random_horizontal_flip" }, { type: "random_rotate" }],
  apply: (context, list) => ({
    ...context,
    input: (part) => apply(new Augment({ name: context.name(`augmented_${part}`), list, seed: context.seed("augmentation") }), context.input(part)),
  }),
};
