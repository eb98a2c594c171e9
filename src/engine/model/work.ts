import type * as tf from "../tf.ts";

/** What a model costs, counted from its layers: arithmetic, not a measurement. */
export interface Work {
  readonly parameters: number;
  /** Multiplications and additions of one row's way forward; its way back costs about twice as many. */
  readonly multiplyAdds: number;
  /** Numbers that one row leaves behind on its way forward, for the way back. */
  readonly activations: number;
  readonly layers: number;
}

type Layer = tf.layers.Layer;

/** Layers that go over time step by step: each weight is used once a step, whatever they put out. */
const RECURRENT = ["LSTM", "GRU", "SimpleRNN"];
/** Gates and states of every step, beside the output. */
const KEPT_PER_STEP = 5;

export function workOf(model: tf.LayersModel): Work {
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  // A layer that is used in several places works in each.
  const sum = (each: (layer: Layer) => number): number => layers.reduce((total, layer) => total + layer.inboundNodes.length * each(layer), 0);
  return { parameters: model.countParams(), multiplyAdds: sum(multiplyAddsOf), activations: sum(activationsOf), layers: layers.length };
}

function multiplyAddsOf(layer: Layer): number {
  const kind = layer.getClassName();
  const [input, output] = [rowShape(layer.getInputAt(0)), rowShape(layer.getOutputAt(0))];
  if (kind === "Embedding") return size(output);
  const positions = RECURRENT.includes(kind) ? input[0]! : size(output.slice(0, -1));
  const products = layer.weights.filter(({ shape }) => shape.length > 1).reduce((total, weight) => total + size(weight.shape as number[]), 0); // a weight's shape has no gaps
  const attended = kind === "MultiHeadAttention" ? 2 * positions * size(output) : 0;
  return products * positions + attended + size(output);
}

function activationsOf(layer: Layer): number {
  const kind = layer.getClassName();
  const [input, output] = [rowShape(layer.getInputAt(0)), rowShape(layer.getOutputAt(0))];
  if (RECURRENT.includes(kind)) return KEPT_PER_STEP * input[0]! * output.at(-1)!;
  if (kind === "MultiHeadAttention") return 5 * size(output) + input[0]! ** 2;
  if (!kind.startsWith("Conv")) return size(output);
  // Each window is laid out as a row, to be multiplied by the kernel.
  const window = size((layer.weights[0]!.shape as number[]).slice(0, -1)); // a convolution has a kernel, without gaps
  return size(output) + window * size(output.slice(0, -1));
}

/** The shape of one row of the first input or output, times that are left open counted as one. */
function rowShape(tensors: tf.SymbolicTensor | tf.SymbolicTensor[]): readonly number[] {
  const [first] = Array.isArray(tensors) ? tensors : [tensors];
  return first!.shape.slice(1).map((n) => n ?? 1); // a layer of a model has an input and an output
}

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
