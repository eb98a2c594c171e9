import type { Augmentation, Changed, Draw } from "../../layers/pictures/augment.ts";
import { away, brighter, grey, posterized, replaced, smoothed, solarized, stretched } from "../../layers/pictures/paint.ts";
import { defineChoice } from "../../schema/choice.ts";
import { oneOf, Type } from "../../schema/params.ts";
import * as tf from "../../tf.ts";

/** One of these for each picture, each as likely: torchvision's list, without the equalising of histograms. */
const WAYS = ["nothing", "slant_across", "slant_down", "shift_across", "shift_down", "turn", "brightness", "colour", "contrast", "sharpness", "posterize", "solarize", "stretch"] as const;
type Way = (typeof WAYS)[number];

/** How far the strongest goes; the ranges of TrivialAugmentWide. Shifts are 32 pixels of 224 there. */
const MOST = { slant: 0.99, shift: 1 / 7, turn: (135 * Math.PI) / 180, factor: 0.99, bits: 6 } as const;

/** Which way each picture is changed, how much of it from 0 to 1, and in which direction. */
function drawn(draw: Draw, fires: tf.Tensor): { readonly is: Readonly<Record<Way, tf.Tensor>>; readonly much: tf.Tensor; readonly signed: tf.Tensor } {
  const chosen = tf.floor(tf.mul(draw(), WAYS.length));
  const much = draw();
  const is = Object.fromEntries(WAYS.map((way, i) => [way, tf.mul(fires, tf.cast(tf.equal(chosen, i), "float32"))])) as Record<Way, tf.Tensor>; // one for each
  return { is, much, signed: tf.mul(much, tf.sub(tf.mul(2, tf.step(tf.sub(draw(), 0.5))), 1)) };
}

function trivial(draw: Draw, fires: tf.Tensor): Changed {
  const { is, much, signed } = drawn(draw, fires);
  const by = (way: Way, most: number): tf.Tensor => tf.mul(is[way], tf.mul(signed, most));
  const factor = (way: Way): tf.Tensor => tf.add(1, by(way, MOST.factor));
  return {
    move: {
      slantAcross: by("slant_across", MOST.slant), slantDown: by("slant_down", MOST.slant), angle: by("turn", MOST.turn),
      shiftAcross: by("shift_across", MOST.shift), shiftDown: by("shift_down", MOST.shift),
    },
    paint(pixels) {
      const bright = brighter(pixels, factor("brightness"));
      const coloured = pixels.shape[3] < 3 ? bright : away(bright, grey(bright), factor("colour"));
      const contrasted = away(coloured, tf.mean<tf.Tensor4D>(grey(coloured), [1, 2], true), factor("contrast"));
      const sharp = away(contrasted, smoothed(contrasted), factor("sharpness"));
      const posters = posterized(sharp, tf.round(tf.pow(2, tf.round(tf.mul(much, MOST.bits)))));
      const solar = replaced(replaced(sharp, posters, is.posterize), solarized(sharp, tf.mul(255, tf.sub(1, much))), is.solarize);
      return replaced(solar, stretched(solar), is.stretch);
    },
  };
}

/** Müller and Hutter, 2021, "TrivialAugment: Tuning-free Yet State-of-the-Art Data Augmentation". */
export const autoAugmentation = defineChoice({
  summary: "One of thirteen ways at random, weakly or strongly, with nothing to be tuned: slanted, shifted, turned, darker, paler, sharper and so on. Müller and Hutter, 2021.",
  params: Type.Object({ method: oneOf(["trivial_augment"], "trivial_augment", "How the ways are chosen.", { planned: ["auto_augment", "rand_augment"] }) }),
  example: {},
  make: (): Augmentation => ({ probability: 1, change: trivial }),
});
