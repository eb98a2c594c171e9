import { openAugmentation } from "../features/augmentation.ts";
import { augmentation } from "../features/image/augmentation.ts";
import { augmented, mixingIn } from "../layers/pictures/augment.ts";
import { mixed, shareAt } from "../layers/pictures/mixup.ts";
import type { Outcome, Problem } from "../schema/problem.ts";
import * as tf from "../tf.ts";

/** Pictures to be shown as training would change them. */
export interface AugmentationPreview {
  /** [pictures, height, width, channels], 0 to 255. */
  readonly pixels: Uint8Array;
  readonly shape: readonly [number, number, number, number];
  /** What the config says under the feature's `augmentation`. */
  readonly augmentation: unknown;
  readonly seed: number;
  /** Another step, another luck; the same, the same. */
  readonly step: number;
}

/** The same pictures changed as if they were the batch of that step, on the backend that runs; or what is wrong with `augmentation`, its paths from there on. */
export async function previewAugmentation({ pixels, shape, augmentation: raw, seed, step }: AugmentationPreview): Promise<Outcome<Uint8Array>> {
  const problems: Problem[] = [];
  const list = openAugmentation(augmentation, raw, [], (problem) => problems.push(problem));
  if (problems.some(({ severity }) => severity === "error")) return { ok: false, problems };
  const mixing = mixingIn(list);
  const changed = tf.tidy(() => {
    const each = augmented(tf.tensor4d(Float32Array.from(pixels), [...shape]), list, tf.scalar(step), seed);
    return mixing ? mixed(each, shareAt(mixing, tf.scalar(step), seed)) : each;
  });
  const values = await changed.data<"float32">();
  changed.dispose();
  return { ok: true, value: new Uint8Array(Uint8ClampedArray.from(values).buffer) };
}
