import { warpPictures } from "../../kernels/warp.ts";
import * as tf from "../../tf.ts";
import type { CountsSteps } from "../dropout.ts";
import { uniform } from "../uniform.ts";
import { mixed, type Mixing, type MixingLayer } from "./mixup.ts";

/** New numbers from 0 up to 1, one for each picture: [batch, 1]. */
export type Draw = () => tf.Tensor2D;

/** How a picture moves, as `warpPictures` has it; a column that is absent leaves it in place. */
export type Move = { readonly [K in keyof typeof STILL]?: tf.Tensor };
/** What each column is where nothing moves; of two that say the same thing the signs and shares multiply, the rest adds up. */
const STILL = { mirrored: 1, upside: 1, angle: 0, part: 1, across: 0, down: 0, slantAcross: 0, slantDown: 0, shiftAcross: 0, shiftDown: 0 } as const;

/** One way to change pictures, each by its own luck. */
export interface Change {
  /** Share of the pictures that are changed. */
  readonly probability: number;
  /** `fires`: [batch, 1] 1 for those that it changes, else 0. */
  change(draw: Draw, fires: tf.Tensor): Changed;
}
export interface Changed {
  readonly move?: Move;
  paint?(pixels: tf.Tensor4D): tf.Tensor4D;
}
/** One entry of a list: a change of each picture by itself, or of a batch as a whole. */
export type Augmentation = Change | Mixing;

export const isMixing = (way: Augmentation): way is Mixing => "alpha" in way;
/** How a list mixes pictures; null: it does not. */
export const mixingIn = (list: readonly Augmentation[]): Mixing | null => list.find(isMixing) ?? null;

/** Numbers that one way may draw. */
const DRAWS = 4;

/**
 * Pictures changed in every way of a list, each picture by its own luck: [batch, height, width, channels], 0 to 255, at its `step` from `seed`.
 * Those that move it come first, all at once, so that it is sampled once; the others follow in their order. Pictures are not mixed here.
 */
export function augmented(pixels: tf.Tensor4D, ways: readonly Augmentation[], step: tf.Tensor, seed: number): tf.Tensor4D {
  const [batch] = pixels.shape;
  const list = ways.filter((way): way is Change => !isMixing(way));
  if (list.length === 0) return pixels;
  const numbers = uniform(batch, list.length * DRAWS, step, seed);
  const drawn = list.map((way, i): Changed => {
    let next = i * DRAWS;
    const draw: Draw = () => tf.slice(numbers, [0, next++], [batch, 1]);
    return way.change(draw, tf.step(tf.sub(way.probability, draw())));
  });
  const moves = drawn.flatMap(({ move }) => (move ? [move] : []));
  const moved = moves.length === 0 ? pixels : warpPictures(pixels, table(moves, batch));
  return drawn.reduce((picture, { paint }) => (paint ? paint(picture) : picture), moved);
}

/** All moves as one: [batch, columns of `STILL`]. */
function table(moves: readonly Move[], batch: number): tf.Tensor2D {
  const columns = (Object.keys(STILL) as (keyof Move)[]).map((key) => {
    const join = STILL[key] === 1 ? tf.mul : tf.add;
    return moves.reduce<tf.Tensor>((sum, move) => (move[key] ? join(sum, move[key]) : sum), tf.fill([batch, 1], STILL[key]));
  });
  return tf.concat2d(columns as tf.Tensor2D[], 1); // each [batch, 1]
}

/**
 * Changes pictures in training, from step to step by other luck; at prediction it hands them on. Saved topologies name the stock layer that
 * does nothing.
 */
export class Augment extends tf.layers.Layer implements CountsSteps, MixingLayer {
  static className = "Activation";
  step: tf.Tensor | null = null;
  share: tf.Tensor | null = null;
  readonly mixing: MixingLayer["mixing"];

  constructor(private readonly args: { readonly name: string; readonly list: readonly Augmentation[]; readonly seed: number }) {
    super({ name: args.name });
    const mixing = mixingIn(args.list);
    this.mixing = mixing && { ...mixing, seed: args.seed };
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (kwargs.training !== true) return x;
    return tf.tidy(() => {
      const changed = augmented(x as tf.Tensor4D, this.args.list, this.step ?? tf.scalar(0), this.args.seed); // pictures
      return this.share ? mixed(changed, this.share) : changed;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: "linear" };
  }
}
