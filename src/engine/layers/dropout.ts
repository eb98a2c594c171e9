import * as tf from "../tf.ts";

/**
 * Dropout whose mask is a pure function of (seed, step, position): the same on every backend, a new one each step, and
 * repeatable after a resume. The stock layer repeats one mask forever when seeded, and cannot be repeated when not. Saved
 * topologies name the stock layer, which does nothing at prediction. Srivastava et al., 2014.
 */
export class Dropout extends tf.layers.Layer {
  static className = "Dropout";
  private readonly rate: number;
  private readonly seed: number;
  /** Counts training steps; set by `setDropoutStep` before each forward pass. */
  step = 0;

  constructor(args: { readonly name: string; readonly rate: number; readonly seed: number }) {
    super({ name: args.name });
    this.rate = args.rate;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (kwargs.training !== true || this.rate === 0) return x;
    return tf.tidy(() => tf.mul(x, tf.tensor(keepMask(x.size, this.rate, this.seed, this.step), x.shape)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, noiseShape: null, seed: this.seed };
  }
}

/** Tell every dropout of a model which step comes next: the number of steps taken since the run began, resumed runs included. */
export function setDropoutStep(model: tf.LayersModel, step: number): void {
  for (const layer of model.layers) if (layer instanceof Dropout) layer.step = step;
}

/** 0 with probability `rate`, else 1 / (1 − rate), for each position. */
export function keepMask(size: number, rate: number, seed: number, step: number): Float32Array {
  const mask = new Float32Array(size);
  const kept = rate < 1 ? 1 / (1 - rate) : 0;
  const threshold = rate * 2 ** 32;
  const stream = mix(mix(seed) ^ Math.imul(step, 0x9e3779b1));
  for (let i = 0; i < size; i++) mask[i] = mix(stream + i) < threshold ? 0 : kept;
  return mask;
}

/** A 32-bit finalizer with low bias (Wellons, "hash-prospector", lowbias32). */
function mix(state: number): number {
  let x = state >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
