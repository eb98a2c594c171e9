import { dropout } from "../kernels/dropout.ts";
import * as tf from "../tf.ts";

/** A layer whose dropout differs from step to step. */
export interface CountsSteps {
  /** [] the number of steps taken, set by `setDropoutStep`; null: none. */
  step: tf.Tensor | null;
}

/**
 * Dropout whose mask is a pure function of (seed, step, position): the same on every backend, a new one each step, and
 * repeatable after a resume. The stock layer repeats one mask forever when seeded, and cannot be repeated when not. Saved
 * topologies name the stock layer, which does nothing at prediction. Srivastava et al., 2014.
 */
export class Dropout extends tf.layers.Layer implements CountsSteps {
  static className = "Dropout";
  private readonly rate: number;
  private readonly seed: number;
  step: tf.Tensor | null = null;

  constructor(args: { readonly name: string; readonly rate: number; readonly seed: number }) {
    super({ name: args.name });
    this.rate = args.rate;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (kwargs.training !== true || this.rate === 0) return x;
    return tf.tidy(() => dropout(x, this.step ?? tf.scalar(0), { rate: this.rate, seed: this.seed }));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, noiseShape: null, seed: this.seed };
  }
}

/** Tell every dropout of a model how many steps were taken since the run began, resumed runs included: float32 []; null: none. */
export function setDropoutStep(model: tf.LayersModel, step: tf.Tensor | null): void {
  for (const layer of model.layers) if (countsSteps(layer)) layer.step = step;
}

const countsSteps = (layer: tf.layers.Layer): layer is tf.layers.Layer & CountsSteps => "step" in layer;
