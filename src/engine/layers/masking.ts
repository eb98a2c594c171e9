import * as tf from "../tf.ts";

/** What padding holds: far below any value that a layer makes, and the same in float32. */
export const PADDING = -1e9;

/**
 * Tells the layers after it which steps are there: x [batch, time, d], with `PADDING` at every value of a step that is not, becomes 0 there.
 * The stock layer does the same; its mask has no gradient, so that nothing can be trained through it.
 */
export class Masking extends tf.layers.Layer {
  static className = "Masking";

  constructor(args: { readonly name: string }) {
    super({ name: args.name });
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  /** [batch, time] */
  override computeMask(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => marks(only(inputs)));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => masked(only(inputs)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), maskValue: PADDING };
  }
}

const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);

/** [batch, time, 1] 1 on steps that are there, else 0. */
function marksOf(x: tf.Tensor): tf.Tensor {
  const [batch, time] = x.shape as [number, number, number]; // what a sequence is
  return tf.cast(tf.greater(tf.slice(x, [0, 0, 0], [batch, time, 1]), PADDING / 2), "float32");
}

/** 0 on steps that are not there, in the gradient too. */
const masked = tf.customGrad((...args) => {
  const [x, save] = args as [tf.Tensor, (saved: tf.Tensor[]) => void]; // the sequence, and tfjs's own
  const marks = marksOf(x);
  save([marks]);
  return { value: tf.mul(x, marks), gradFunc: (dy: tf.Tensor, [marks]: tf.Tensor[]) => tf.mul(dy, marks!) };
});

/** [batch, time] which steps are there; nothing of the sequence can change that, so that the gradient is 0. */
const marks = tf.customGrad((...args) => {
  const [{ shape }] = args as [tf.Tensor]; // the sequence
  return { value: tf.reshape(marksOf(args[0] as tf.Tensor), shape.slice(0, 2)), gradFunc: () => tf.fill(shape, 0) };
});
