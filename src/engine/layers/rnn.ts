import * as tf from "../tf.ts";
import { CELLS, recur, type Cell } from "../kernels/recurrent/index.ts";
import type { WeightInitializer } from "./initializers.ts";

export interface RecurrentArgs {
  readonly name: string;
  readonly units: number;
  /** The states of all steps, [batch, time, units], or the last one, [batch, units]. */
  readonly returnSequences: boolean;
  readonly useBias: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly recurrentInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
}
interface OneWayArgs extends RecurrentArgs {
  /** From the last step to the first; states then come in the order in which they were made. */
  readonly goBackwards: boolean;
}

/** One direction's weights, by the names that plain TensorFlow.js gives them: kernel [d, gates · units], recurrent_kernel, bias. */
interface Weights { readonly kernel: tf.LayerVariable; readonly recurrent: tf.LayerVariable; readonly bias: tf.LayerVariable | null }
type AddWeight = (name: string, shape: number[], initializer: WeightInitializer) => tf.LayerVariable;

function addWeights(add: AddWeight, cell: Cell, width: number, args: RecurrentArgs): Weights {
  const { units, useBias, kernelInitializer, recurrentInitializer, biasInitializer } = args;
  const gates = CELLS[cell].gates * units;
  return {
    kernel: add("kernel", [width, gates], kernelInitializer),
    recurrent: add("recurrent_kernel", [units, gates], recurrentInitializer),
    bias: useBias ? add("bias", [gates], biasInitializer) : null,
  };
}

/** The states of all steps, each at its own place in time: x [batch, time, d], present [batch, time] or null → [batch, time, units]. */
function states(cell: Cell, x: tf.Tensor, present: tf.Tensor | null, { kernel, recurrent, bias }: Weights, backwards: boolean): tf.Tensor {
  const [batch, time, width] = x.shape as [number, number, number]; // as `build` required
  const gates = kernel.shape.at(-1)!;
  const projected = tf.matMul(tf.reshape(x, [batch * time, width]), kernel.read()); // the shape that `build` gave it
  return recur({
    cell,
    projected: tf.reshape(projected, [batch, time, gates]),
    kernel: recurrent.read(),
    bias: bias ? bias.read() : tf.fill([gates], 0),
    present,
    backwards,
  });
}

/** The state after the step that is done last: [batch, time, units] → [batch, units]. */
function lastDone(states: tf.Tensor, backwards: boolean): tf.Tensor {
  const [batch, time, units] = states.shape as [number, number, number];
  return tf.reshape(tf.slice(states, [0, backwards ? 0 : time - 1, 0], [batch, 1, units]), [batch, units]);
}

const shapeOut = (input: tf.Shape, width: number, { returnSequences }: RecurrentArgs): tf.Shape =>
  returnSequences ? [...input.slice(0, -1), width] : [input[0]!, width];

/** What a layer is called with: the sequence, and which steps of it are there, as a `Masking` before it tells. */
function readCall(inputs: tf.Tensor | tf.Tensor[], { mask }: Record<string, unknown>): { readonly x: tf.Tensor; readonly present: tf.Tensor | null } {
  const x = Array.isArray(inputs) ? inputs[0]! : inputs;
  return { x, present: (mask as tf.Tensor | null | undefined) ?? null }; // tfjs passes it so, under no type
}

/**
 * A recurrent layer that computes the whole sequence at once: x [batch, time, d] → [batch, time, units] or [batch, units]. Steps that the
 * mask leaves out keep the state as it is, and repeat it, as in Keras. Saved topologies name the stock layer, which computes the same.
 */
abstract class Recurrent extends tf.layers.Layer {
  private readonly cell: Cell;
  protected readonly args: OneWayArgs;
  private weightsOf!: Weights; // made by `build`, which tfjs calls before `call`

  constructor(cell: Cell, args: OneWayArgs) {
    super({ name: args.name });
    this.cell = cell;
    this.args = args;
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape): void {
    const add: AddWeight = (name, shape, initializer) => this.addWeight(name, shape, "float32", initializer);
    this.weightsOf = addWeights(add, this.cell, inputShape.at(-1)!, this.args);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return shapeOut(inputShape, this.args.units, this.args);
  }

  override computeMask(_: tf.Tensor | tf.Tensor[], mask?: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return passedOn(this.args, mask);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    return tf.tidy(() => {
      const { x, present } = readCall(inputs, kwargs);
      const { returnSequences, goBackwards } = this.args;
      const all = states(this.cell, x, present, this.weightsOf, goBackwards);
      if (!returnSequences) return lastDone(all, goBackwards);
      return goBackwards ? tf.reverse(all, 1) : all;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...stockConfig(this.cell, this.args), goBackwards: this.args.goBackwards };
  }
}

/** Only whole sequences have steps to leave out. */
function passedOn({ returnSequences }: RecurrentArgs, mask: tf.Tensor | tf.Tensor[] | undefined): tf.Tensor | tf.Tensor[] {
  return (returnSequences ? mask : null) as tf.Tensor | tf.Tensor[]; // null is what tfjs means by no mask
}

/** Keras's version 2 names. Whoever loads a topology loads the weights as well, and need not pay for drawing them first. */
function stockConfig(cell: Cell, { units, returnSequences, useBias }: RecurrentArgs): tf.serialization.ConfigDict {
  const zeros = { className: "Zeros", config: {} };
  return {
    units,
    returnSequences,
    useBias,
    activation: "tanh",
    ...(cell !== "simple" && { recurrentActivation: "sigmoid", implementation: 2 }),
    ...(cell === "lstm" && { unitForgetBias: false }),
    ...(cell === "gru" && { resetAfter: false }),
    kernelInitializer: zeros,
    recurrentInitializer: zeros,
    biasInitializer: zeros,
  };
}

/** Gates in the order i, f, g, o, which is PyTorch's too; PyTorch's two biases are one here, their sum. */
export class LSTM extends Recurrent {
  static className = "LSTM";
  constructor(args: OneWayArgs) {
    super("lstm", args);
  }
}

/**
 * Gates in the order z, r. The gate r is put on the state before the product with the recurrent kernel, as in the paper and as plain
 * TensorFlow.js can load it; PyTorch puts it on the product and a second bias, and has the gates in the order r, z: its weights do not fit.
 */
export class GRU extends Recurrent {
  static className = "GRU";
  constructor(args: OneWayArgs) {
    super("gru", args);
  }
}

/** PyTorch's RNN with tanh; its two biases are one here. */
export class SimpleRNN extends Recurrent {
  static className = "SimpleRNN";
  constructor(args: OneWayArgs) {
    super("simple", args);
  }
}

const CLASS_NAMES: Readonly<Record<Cell, string>> = { lstm: LSTM.className, gru: GRU.className, simple: SimpleRNN.className };

/**
 * A recurrent layer in both directions, whose states are joined: x [batch, time, d] → [batch, time, 2 · units], each step with what came
 * before it and what comes after it; or [batch, 2 · units], with all that each direction has seen. Schuster and Paliwal, 1997.
 */
export class Bidirectional extends tf.layers.Layer {
  static className = "Bidirectional";
  private forward!: Weights; // made by `build`, which tfjs calls before `call`
  private backward!: Weights;

  constructor(private readonly cell: Cell, private readonly args: RecurrentArgs) {
    super({ name: args.name });
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape): void {
    const direction = (prefix: string): Weights => {
      const add: AddWeight = (name, shape, initializer) => this.addWeight(`${prefix}_${this.cell}/${name}`, shape, "float32", initializer);
      return addWeights(add, this.cell, inputShape.at(-1)!, this.args);
    };
    this.forward = direction("forward");
    this.backward = direction("backward");
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return shapeOut(inputShape, 2 * this.args.units, this.args);
  }

  override computeMask(_: tf.Tensor | tf.Tensor[], mask?: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return passedOn(this.args, mask);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    return tf.tidy(() => {
      const { x, present } = readCall(inputs, kwargs);
      const both = [this.forward, this.backward].map((weights, i) => {
        const all = states(this.cell, x, present, weights, i === 1);
        return this.args.returnSequences ? all : lastDone(all, i === 1);
      });
      return tf.concat(both, -1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const layer = { className: CLASS_NAMES[this.cell], config: { name: this.cell, trainable: true, ...stockConfig(this.cell, this.args) } };
    return { ...super.getConfig(), mergeMode: "concat", layer };
  }
}
