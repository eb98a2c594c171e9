import * as tf from "../tf.ts";

const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.div(tf.relu6(tf.add(x, 3)), 6);

/** What TensorFlow.js has no name for, or another formula; as PyTorch has them. */
const FORMULAS = {
  logSigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))), // the gradient of the stock op reads what may be gone by then
  hardsigmoid: hardSigmoid,
  hardswish: (x) => tf.mul(x, hardSigmoid(x)),
  swiglu: (x) => gated(x, (gate) => tf.mul(gate, tf.sigmoid(gate))),
  geglu: (x) => gated(x, (gate) => tf.mul(tf.mul(gate, 0.5), tf.add(1, tf.erf(tf.div(gate, Math.SQRT2))))),
  reglu: (x) => gated(x, tf.relu),
} satisfies Record<string, (x: tf.Tensor) => tf.Tensor>;

type Name = keyof typeof FORMULAS;
/** Those of which one half of the numbers lets the other through, so that twice as many go in. Shazeer, 2020. */
export const GATED: readonly string[] = ["swiglu", "geglu", "reglu"] satisfies readonly Name[];

/** [..., 2 · d] → [..., d]: the first half, by what the second opens. */
function gated(x: tf.Tensor, open: (gate: tf.Tensor) => tf.Tensor): tf.Tensor {
  const [value, gate] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor]; // two
  return tf.mul(value, open(gate));
}

/** A nonlinearity for which TensorFlow.js has no standard layer, x: [..., d] → [..., d], or [..., d / 2] where it is gated. */
export class FurtherActivation extends tf.layers.Layer {
  static className = "FurtherActivation";
  private readonly activation: Name;

  constructor(args: { readonly name: string; readonly activation: Name }) {
    super({ name: args.name });
    this.activation = args.activation;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return GATED.includes(this.activation) ? [...inputShape.slice(0, -1), inputShape.at(-1)! / 2] : inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => FORMULAS[this.activation](Array.isArray(inputs) ? inputs[0]! : inputs));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: this.activation };
  }
}
