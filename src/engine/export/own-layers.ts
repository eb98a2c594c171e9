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
  Entmax: `
  /** Shares of the last axis from 0 that sum to 1, many of them 0: ((alpha - 1) x - tau)+ ^ (1 / (alpha - 1)), tau found by Newton's steps from below. */
  class Entmax extends tf.layers.Layer {
    static className = "Entmax";

    constructor(config) {
      super(config);
      this.alpha = config.alpha;
    }

    call(inputs) {
      return tf.tidy(() => {
        const x = Array.isArray(inputs) ? inputs[0] : inputs;
        const power = 1 / (this.alpha - 1);
        const raised = (t, to) => (to === 0 ? tf.step(t) : to === 1 ? t : tf.pow(t, to));
        const below = tf.mul(tf.sub(x, tf.max(x, -1, true)), this.alpha - 1);
        let tau = tf.fill([...x.shape.slice(0, -1), 1], -1);
        for (let step = 0; step < 32; step++) {
          const above = tf.relu(tf.sub(below, tau));
          const excess = tf.sub(tf.sum(raised(above, power), -1, true), 1);
          tau = tf.add(tau, tf.relu(tf.div(excess, tf.mul(power, tf.sum(raised(above, power - 1), -1, true)))));
        }
        return raised(tf.relu(tf.sub(below, tau)), power);
      });
    }

    getConfig() {
      return { ...super.getConfig(), alpha: this.alpha };
    }
  }
  tf.serialization.registerClass(Entmax);
`,
  LearnedVectors: `
  /** Vectors that are the same for every row, of which the input gives the number alone: [batch, ...] -> [batch, count, width]. */
  class LearnedVectors extends tf.layers.Layer {
    static className = "LearnedVectors";

    constructor(config) {
      super(config);
      this.settings = config;
    }

    build() {
      this.table = this.addWeight("vectors", [this.settings.count, this.settings.width], "float32", tf.initializers.zeros());
      this.built = true;
    }

    computeOutputShape(shape) {
      return [shape[0], this.settings.count, this.settings.width];
    }

    call(inputs) {
      const [batch] = (Array.isArray(inputs) ? inputs[0] : inputs).shape;
      return tf.tidy(() => tf.add(tf.zeros([batch, 1, 1]), this.table.read()));
    }

    getConfig() {
      const { count, width } = this.settings;
      return { ...super.getConfig(), count, width };
    }
  }
  tf.serialization.registerClass(LearnedVectors);
`,
  FurtherActivation: `
  /** A nonlinearity: x [..., d] -> [..., d], or [..., d / 2] where one half lets the other through. */
  class FurtherActivation extends tf.layers.Layer {
    static className = "FurtherActivation";

    constructor(config) {
      super(config);
      this.settings = config;
    }

    computeOutputShape(shape) {
      return this.settings.activation.endsWith("glu") ? [...shape.slice(0, -1), shape.at(-1) / 2] : shape;
    }

    call(inputs) {
      const hardSigmoid = (x) => tf.div(tf.relu6(tf.add(x, 3)), 6);
      const gated = (x, open) => {
        const [value, gate] = tf.split(x, 2, -1);
        return tf.mul(value, open(gate));
      };
      const formulas = {
        logSigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))),
        hardsigmoid: hardSigmoid,
        hardswish: (x) => tf.mul(x, hardSigmoid(x)),
        swiglu: (x) => gated(x, (gate) => tf.mul(gate, tf.sigmoid(gate))),
        geglu: (x) => gated(x, (gate) => tf.mul(tf.mul(gate, 0.5), tf.add(1, tf.erf(tf.div(gate, Math.SQRT2))))),
        reglu: (x) => gated(x, tf.relu),
      };
      return tf.tidy(() => formulas[this.settings.activation](Array.isArray(inputs) ? inputs[0] : inputs));
    }

    getConfig() {
      return { ...super.getConfig(), activation: this.settings.activation };
    }
  }
  tf.serialization.registerClass(FurtherActivation);
`,
  Periodic: `
  /** Sine and cosine of a number at learned frequencies: x [batch, 1] -> [batch, 2 * frequencies]. */
  class Periodic extends tf.layers.Layer {
    static className = "Periodic";

    constructor(config) {
      super(config);
      this.settings = config;
    }

    build() {
      this.coefficients = this.addWeight("coefficients", [1, this.settings.frequencies], "float32", tf.initializers.zeros());
      this.built = true;
    }

    computeOutputShape([batch]) {
      return [batch, 2 * this.settings.frequencies];
    }

    call(inputs) {
      return tf.tidy(() => {
        const turns = tf.mul(tf.clipByValue(Array.isArray(inputs) ? inputs[0] : inputs, -1e6, 1e6), 2 * Math.PI);
        const angles = tf.mul(turns, this.coefficients.read());
        return tf.concat([tf.sin(angles), tf.cos(angles)], -1);
      });
    }

    getConfig() {
      return { ...super.getConfig(), frequencies: this.settings.frequencies };
    }
  }
  tf.serialization.registerClass(Periodic);
`,
  PositionEmbedding: `
  /** A vector of each place added to what stands there: x [batch, time, d] -> the same. */
  class PositionEmbedding extends tf.layers.Layer {
    static className = "PositionEmbedding";

    build(shape) {
      this.table = this.addWeight("embeddings", shape.slice(1), "float32", tf.initializers.zeros());
      this.built = true;
    }

    computeOutputShape(shape) {
      return shape;
    }

    call(inputs) {
      return tf.tidy(() => tf.add(Array.isArray(inputs) ? inputs[0] : inputs, this.table.read()));
    }
  }
  tf.serialization.registerClass(PositionEmbedding);
`,
  FrozenGraph: `
  /** A graph model of TensorFlow.js as one layer, its float constants the layer's weights: x [batch, ...] -> [batch, ...shape]. */
  class FrozenGraph extends tf.layers.Layer {
    static className = "FrozenGraph";

    constructor(config) {
      super({ ...config, trainable: false });
      this.written = config.plan;
      this.plan = JSON.parse(new TextDecoder().decode(Uint8Array.from(config.plan.match(/../g), (digits) => parseInt(digits, 16))));
    }

    build() {
      const { graph, constants, weights } = this.plan;
      const bytes = constants.map(({ dtype, values }) => (dtype === "bool" ? Uint8Array.from(values) : new Uint8Array(Int32Array.from(values).buffer)));
      const weightSpecs = constants.map(({ name, dtype, shape }) => ({ name, dtype, shape }));
      this.graph = tf.loadGraphModelSync({ modelTopology: graph, weightSpecs, weightData: Uint8Array.from(bytes.flatMap((part) => [...part])).buffer });
      this.held = weights.map(({ name, shape }) => [name, this.addWeight(name, shape, "float32", tf.initializers.zeros(), undefined, false)]);
      this.built = true;
    }

    computeOutputShape([batch]) {
      return [batch, ...this.plan.shape];
    }

    call(inputs) {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      return tf.tidy(() => (this.plan.alone ? tf.concat(tf.split(x, x.shape[0]).map((row) => this.answer(row))) : this.answer(x)));
    }

    answer(x) {
      return tf.tidy(() => {
        const { input, others, padding, output } = this.plan;
        const mask = padding === null ? tf.onesLike(x) : tf.notEqual(x, tf.scalar(padding, x.dtype));
        const filled = others.map(({ name, dtype, fill }) => [name, fill === "mask" ? tf.cast(mask, dtype) : tf.zeros(x.shape, dtype)]);
        const weights = this.held.map(([name, weight]) => [name, weight.read()]);
        return this.graph.execute(Object.fromEntries([[input.name, tf.cast(x, input.dtype)], ...filled, ...weights]), output);
      });
    }

    getConfig() {
      return { ...super.getConfig(), plan: this.written };
    }
  }
  tf.serialization.registerClass(FrozenGraph);
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
