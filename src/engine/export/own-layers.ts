/** What registers a layer that TensorFlow.js has no class for, by the name of its class: its forward pass in plain ops. */
export const OWN_LAYERS: Readonly<Record<string, string>> = {
  DilatedDepthwiseConv2D: `
  /** Each channel of a picture with filters of its own, whose windows have gaps: [batch, height, width, channels] -> [batch, height, width, channels * depthMultiplier]. */
  class DilatedDepthwiseConv2D extends tf.layers.Layer {
    static className = "DilatedDepthwiseConv2D";

    constructor(config) {
      super(config);
      this.settings = config;
    }

    build(shape) {
      const { kernelSize, depthMultiplier, useBias } = this.settings;
      const weight = (name, ...size) => this.addWeight(name, size, "float32", tf.initializers.zeros());
      this.kernel = weight("depthwise_kernel", ...kernelSize, shape.at(-1), depthMultiplier);
      this.bias = useBias ? weight("bias", shape.at(-1) * depthMultiplier) : null;
      this.built = true;
    }

    computeOutputShape([batch, height, width, channels]) {
      const { kernelSize, dilationRate, padding, depthMultiplier } = this.settings;
      const [y, x] = [height, width].map((size, axis) => (padding === "same" ? size : size - (kernelSize[axis] - 1) * dilationRate[axis]));
      return [batch, y, x, channels * depthMultiplier];
    }

    call(inputs) {
      return tf.tidy(() => {
        const { dilationRate, padding } = this.settings;
        const y = tf.depthwiseConv2d(Array.isArray(inputs) ? inputs[0] : inputs, this.kernel.read(), [1, 1], padding, "NHWC", dilationRate);
        return this.bias ? tf.add(y, this.bias.read()) : y;
      });
    }

    getConfig() {
      const { kernelSize, dilationRate, padding, depthMultiplier, useBias } = this.settings;
      return { ...super.getConfig(), kernelSize, dilationRate, padding, depthMultiplier, useBias };
    }
  }
  tf.serialization.registerClass(DilatedDepthwiseConv2D);
`,
  MultiHeadAttention: `
  /** Attention of a sequence to itself: x [batch, time, d] and, if there is a second input, a mask, 0 where x is padding -> [batch, time, d]. */
  class MultiHeadAttention extends tf.layers.Layer {
    static className = "MultiHeadAttention";

    constructor(config) {
      super(config);
      this.settings = config;
    }

    build(shape) {
      const width = (Array.isArray(shape[0]) ? shape[0] : shape).at(-1);
      const inner = this.settings.numHeads * this.settings.keyDim;
      const weight = (name, ...size) => this.addWeight(name, size, "float32", tf.initializers.zeros());
      this.kernels = [weight("kernel", width, 3 * inner), weight("output_kernel", inner, width)];
      this.biases = this.settings.useBias ? [weight("bias", 3 * inner), weight("output_bias", width)] : null;
      this.built = true;
    }

    computeOutputShape(shape) {
      return Array.isArray(shape[0]) ? shape[0] : shape;
    }

    call(inputs) {
      return tf.tidy(() => {
        const [x, mask] = Array.isArray(inputs) ? inputs : [inputs];
        const [batch, time, width] = x.shape;
        const { numHeads, keyDim } = this.settings;
        const project = (rows, part) => {
          const product = tf.matMul(rows, this.kernels[part].read());
          return this.biases ? tf.add(product, this.biases[part].read()) : product;
        };
        const byHead = (part) => tf.transpose(tf.reshape(part, [batch, time, numHeads, keyDim]), [0, 2, 1, 3]);
        const [q, k, v] = tf.split(project(tf.reshape(x, [batch * time, width]), 0), 3, 1).map(byHead);
        const kept = mask ? tf.cast(tf.reshape(mask, [batch, 1, 1, time]), "float32") : tf.ones([batch, 1, 1, time]);
        const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(keyDim));
        const shares = tf.mul(tf.softmax(tf.add(scores, tf.mul(tf.sub(1, kept), -1e9))), kept);
        const mixed = tf.reshape(tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]), [batch * time, numHeads * keyDim]);
        return tf.reshape(project(mixed, 1), [batch, time, width]);
      });
    }

    getConfig() {
      const { numHeads, keyDim, useBias } = this.settings;
      return { ...super.getConfig(), numHeads, keyDim, useBias };
    }
  }
  tf.serialization.registerClass(MultiHeadAttention);
`,
};

/**
 * The text of a module whose `register(tf)` teaches TensorFlow.js those layers of a model that it does not have; null where it has them
 * all. `classes`: the names of the classes of the model's layers.
 */
export function layersModule(classes: readonly string[]): string | null {
  const own = Object.keys(OWN_LAYERS).filter((name) => classes.includes(name));
  if (own.length === 0) return null;
  return `/** The layers of this model that TensorFlow.js does not have: call this with it before you load the model. */
export function register(tf) {${own.map((name) => OWN_LAYERS[name]).join("")}}
`;
}
