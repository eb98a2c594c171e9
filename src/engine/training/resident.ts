import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Encoded } from "../data/encoded.ts";

/** Encoded rows of one part of the data, on the CPU: inputs in the model's order, targets in the outputs' order. */
export interface EncodedRows {
  readonly rows: number;
  readonly inputs: readonly Encoded[];
  readonly targets: readonly Encoded[];
}

/** The same as tensors that stay on the device; batches are gathered from them. */
export interface Resident {
  readonly rows: number;
  /** [rows, ...shape] */
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
  dispose(): void;
}

export function resident({ rows, inputs, targets }: EncodedRows): Resident {
  const upload = ({ data, shape, dtype }: Encoded) => tf.tensor(data, [rows, ...shape], dtype);
  const made = { inputs: inputs.map(upload), targets: targets.map(upload) };
  return { rows, ...made, dispose: () => tf.dispose([...made.inputs, ...made.targets]) };
}
