import * as tf from "../../tf.ts";
import type { NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from "../../tf.ts";

/** The recurrent cells, by how many gates they have and how many numbers of each unit and step the kernels keep for the way back (the trace). */
export const CELLS = {
  /** Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000. Gates i, f, g, o; kept: gates, cell, state. */
  lstm: { gates: 4, kept: 6 },
  /** Cho et al., 2014, whose gate r is put on the state *before* the product. Gates z, r and the candidate; kept: gates, state. */
  gru: { gates: 3, kept: 4 },
  /** Elman, 1990. Kept: state. */
  simple: { gates: 1, kept: 1 },
} as const;
export type Cell = keyof typeof CELLS;

/** A sequence that goes through a cell. */
export interface Recurrence {
  readonly cell: Cell;
  /** [batch, time, gates · units] the inputs of all steps times the kernel. */
  readonly projected: Tensor;
  /** [units, gates · units] what the state is multiplied by. */
  readonly kernel: Tensor;
  /** [gates · units] */
  readonly bias: Tensor;
  /** [batch, time] 1 on steps that are there, 0 on those that only fill up a row and leave its state as it is; null: all are there. */
  readonly present: Tensor | null;
  /** From the last step to the first. */
  readonly backwards: boolean;
  /** Products of one dispatch on WebGPU, at most; the kernel's own choice if not given. */
  readonly mostProducts?: number;
}

/** What the kernels are told beside their tensors. */
export interface RecurrenceAttributes extends NamedAttrMap {
  readonly cell: Cell;
  readonly backwards: boolean;
  readonly mostProducts: number;
}
interface ForwardOperands { readonly projected: TensorInfo; readonly kernel: TensorInfo; readonly bias: TensorInfo; readonly present?: TensorInfo }
interface BackwardOperands { readonly trace: TensorInfo; readonly kernel: TensorInfo; readonly dy: TensorInfo; readonly present?: TensorInfo }

/** Kernels are handed what `recur` gave, under types that cannot say so. */
export const readForward = (inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined) => {
  const operands = inputs as unknown as ForwardOperands;
  return { ...operands, ...sizesOf(operands.projected, operands.kernel, attrs) };
};
export const readBackward = (inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined) => {
  const operands = inputs as unknown as BackwardOperands;
  return { ...operands, ...sizesOf(operands.dy, operands.kernel, attrs) };
};
function sizesOf(sequence: TensorInfo, kernel: TensorInfo, attrs: NamedAttrMap | undefined) {
  const { cell, backwards, mostProducts } = attrs as RecurrenceAttributes;
  const [batch, time] = sequence.shape as [number, number, number];
  return { cell, backwards, mostProducts, batch, time, units: kernel.shape[0]!, ...CELLS[cell] };
}

/** The states after a step, the output first, from those before it and z [batch, gates · units] = x·W + b. */
type Step = (z: Tensor, states: readonly Tensor[], kernel: Tensor) => readonly Tensor[];

const STEPS: Readonly<Record<Cell, Step>> = {
  lstm(z, [h, c], kernel) {
    const [i, f, g, o] = tf.split(tf.add(z, times(h!, kernel)), 4, 1);
    const cell = tf.add(tf.mul(tf.sigmoid(f!), c!), tf.mul(tf.sigmoid(i!), tf.tanh(g!)));
    return [tf.mul(tf.sigmoid(o!), tf.tanh(cell)), cell];
  },
  gru(input, [h], kernel) {
    const units = h!.shape[1]!;
    const [gates, candidate] = tf.split(kernel, [2 * units, units], 1);
    const [intoGates, intoCandidate] = tf.split(input, [2 * units, units], 1);
    const [z, r] = tf.split(tf.sigmoid(tf.add(intoGates!, times(h!, gates!))), 2, 1);
    const next = tf.tanh(tf.add(intoCandidate!, times(tf.mul(r!, h!), candidate!)));
    return [tf.add(tf.mul(z!, h!), tf.mul(tf.sub(1, z!), next))];
  },
  simple: (z, [h], kernel) => [tf.tanh(tf.add(z, times(h!, kernel)))],
};
const times = (a: Tensor, b: Tensor): Tensor => tf.matMul(a, b); // states and kernels are matrices

/** The plain twin, step by step in ordinary ops: the states of all steps, each at its own place in time, [batch, time, units]. */
export function recurPlainly({ cell, projected, kernel, bias, present, backwards }: Recurrence): Tensor {
  const [batch, time, width] = projected.shape as [number, number, number];
  const outputs: Tensor[] = [];
  let states: readonly Tensor[] = Array.from({ length: cell === "lstm" ? 2 : 1 }, () => tf.zeros([batch, kernel.shape[0]]));
  for (let i = 0; i < time; i++) {
    const t = backwards ? time - 1 - i : i;
    const z = tf.add(tf.reshape(tf.slice(projected, [0, t, 0], [batch, 1, width]), [batch, width]), bias);
    const next = STEPS[cell](z, states, kernel);
    states = present ? chosen(tf.slice(present, [0, t], [batch, 1]), next, states) : next;
    outputs[t] = states[0]!;
  }
  return tf.stack(outputs, 1);
}

/** The next states where a step is there, else the old ones. */
const chosen = (present: Tensor, next: readonly Tensor[], old: readonly Tensor[]): readonly Tensor[] =>
  next.map((state, i) => tf.add(tf.mul(state, present), tf.mul(old[i]!, tf.sub(1, present))));
