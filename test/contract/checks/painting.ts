import { away, brighter, grey, posterized, replaced, smoothed, solarized, stretched } from "../../../src/engine/layers/pictures/paint.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/painting.json" with { type: "json" };
import { close, equal, holds, type Check } from "./check.ts";

type Paint = (pixels: tf.Tensor4D, by: tf.Tensor) => tf.Tensor4D;
const { width, height, pixels, stretch } = golden;

/** Each way with what it is given, as Pillow has it. */
const WAYS: readonly [name: string, paint: Paint, wanted: Readonly<Record<string, readonly number[]>>][] = [
  ["brightness", brighter, golden.brightness],
  ["colour", (x, factor) => away(x, grey(x), factor), golden.colour],
  ["contrast", (x, factor) => away(x, tf.mean<tf.Tensor4D>(grey(x), [1, 2], true), factor), golden.contrast],
  ["sharpness", (x, factor) => away(x, smoothed(x), factor), golden.sharpness],
  ["posterize", (x, bits) => posterized(x, tf.pow(2, tf.sub(8, bits))), golden.posterize],
  ["solarize", solarized, golden.solarize],
  ["stretch", stretched, { "0": stretch }],
];

/** Pillow rounds to bytes, and for the contrast its mean before, which a factor of 1.99 takes along. */
const ROUNDED = 1.6;

/** Twice: as it is, and with an opacity that nothing changes. */
async function likePillow(paint: Paint, by: number, wanted: readonly number[]): Promise<void> {
  const painted = tf.tidy(() => {
    const colours = tf.tensor4d(pixels, [1, height, width, 3]);
    const clear = tf.concat4d([colours, tf.fill([1, height, width, 1], OPACITY)], 3);
    return [colours, clear].map((x) => replaced(x, paint(x, tf.tensor2d([by], [1, 1])), tf.ones([1, 1])));
  });
  const [plain, clear] = await Promise.all(painted.map((x) => x.data<"float32">()));
  wanted.forEach((value, i) => {
    holds(Math.abs(plain![i]! - value) <= ROUNDED, `at ${i} expected ${value}, got ${plain![i]}`);
    close([clear![i + Math.floor(i / 3)]!], [plain![i]!], 1e-4, "beside an opacity");
  });
  equal(Array.from(clear!).filter((_, i) => i % 4 === 3), new Array<number>(width * height).fill(OPACITY), "opacity");
  tf.dispose(painted);
}
const OPACITY = 77;

/** Pictures painted over, against Pillow. */
export const paintingChecks = (): readonly Check[] =>
  WAYS.flatMap(([name, paint, wanted]) => Object.entries(wanted).map(([by, values]): Check => ({ name: `golden painting ${name} ${by}`, run: () => likePillow(paint, Number(by), values) })));
