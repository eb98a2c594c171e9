import { apply } from "../../layers/apply.ts";
import { Augment, type Augmentation } from "../../layers/pictures/augment.ts";
import { blurred } from "../../layers/pictures/blur.ts";
import { away, besidePixels, brighter, replaced, where } from "../../layers/pictures/paint.ts";
import { defineChoice, type Choice, type Family } from "../../schema/choice.ts";
import { float, int, Type } from "../../schema/params.ts";
import { error, type Path, type Report } from "../../schema/problem.ts";
import * as tf from "../../tf.ts";
import type { AugmentationSpec } from "../feature.ts";
import { autoAugmentation } from "./auto-augmentation.ts";
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


const between = (min: number, max: number, drawn: tf.Tensor): tf.Tensor => tf.add(min, tf.mul(max - min, drawn));

const horizontalFlip = defineChoice({
  summary: "Mirrored: left becomes right. Not where the side says something, as in writing.",
  params: Type.Object(chance), example: {},
  make: ({ probability }): Augmentation => ({ probability, change: (_, fires) => ({ move: { mirrored: tf.sub(1, tf.mul(2, fires)) } }) }),
});

const verticalFlip = defineChoice({
  summary: "Upside down, as under a microscope or from above.",
  params: Type.Object(chance), example: {},
  make: ({ probability }): Augmentation => ({ probability, change: (_, fires) => ({ move: { upside: tf.sub(1, tf.mul(2, fires)) } }) }),
});

const rotate = defineChoice({
  summary: "Turned around its middle.",
  params: Type.Object({ degree: int(15, "Turned by up to so much, either way.", { min: 0, max: 180, unit: "degrees" }), ...chance }), example: {},
  make: ({ degree, probability }): Augmentation => ({ probability, change: (draw, fires) => ({ move: { angle: tf.mul(fires, between(-degree * degrees, degree * degrees, draw())) } }) }),
});

const crop = defineChoice({
  summary: "A part of the picture, enlarged to the whole.",
  params: Type.Object({ min: float(0.7, "Smallest share of height and width that is left.", { min: 0.05, max: 1 }), ...chance }), example: {},
  make: ({ min, probability }): Augmentation => ({
    probability,
    change: (draw, fires) => ({ move: { part: where(fires, between(min, 1, draw())), across: tf.mul(fires, between(-1, 1, draw())), down: tf.mul(fires, between(-1, 1, draw())) } }),
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
    change: (_, fires) => ({ paint: (pixels) => replaced(pixels, blurred(pixels, kernel_size), fires) }),
  }),
});

const brightness = defineChoice({
  summary: "Darker or brighter.",
  params: Type.Object(factors), example: {}, check: checkFactors,
  make: ({ min, max, probability }): Augmentation => ({
    probability,
    change: (draw, fires) => ({ paint: (pixels) => brighter(pixels, where(fires, between(min, max, draw()))) }),
  }),
});

const contrast = defineChoice({
  summary: "Nearer to its mean brightness, or farther from it.",
  params: Type.Object(factors), example: {}, check: checkFactors,
  make: ({ min, max, probability }): Augmentation => ({
    probability,
    change: (draw, fires) => ({ paint: (pixels) => away(pixels, tf.mean<tf.Tensor4D>(pixels, [1, 2, 3], true), where(fires, between(min, max, draw()))) }),
  }),
});

const cutOut = defineChoice({
  summary: "A square of even grey over some of it, so that no part alone decides. DeVries and Taylor, 2017.",
  params: Type.Object({ size: float(0.3, "Share of height and width that is covered.", { min: 0, max: 1 }), ...chance }), example: {},
  make: ({ size, probability }): Augmentation => ({
    probability,
    change: (draw, fires) => ({
      paint(pixels) {
        const [batch, height, width, channels] = pixels.shape;
        const within = (length: number, shape: number[]) => {
          const places = tf.tensor1d(Array.from({ length }, (_, i) => (i + 0.5) / length));
          return tf.reshape(tf.step(tf.sub(size / 2, tf.abs(tf.sub(draw(), places)))), shape);
        };
        const covered = tf.mul(tf.mul(within(height, [batch, height, 1, 1]), within(width, [batch, 1, width, 1])), besidePixels(fires, channels, 0));
        return tf.add(pixels, tf.mul(covered, tf.sub(127.5, pixels)));
      },
    }),
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
  auto_augmentation: autoAugmentation,
};

const family: Family<Augmentation> = { noun: "augmentation", choices, fallback: "random_horizontal_flip" };

/** The key `augmentation` of pictures; `true` is what it is in Ludwig. In training alone, the part `pixels` comes changed. */
export const augmentation: AugmentationSpec = {
  family,
  usual: [{ type: "random_horizontal_flip" }, { type: "random_rotate" }],
  apply: (context, list) => ({
    ...context,
    input: (part) => apply(new Augment({ name: context.name(`augmented_${part}`), list, seed: context.seed("augmentation") }), context.input(part)),
  }),
};
