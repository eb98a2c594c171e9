import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import * as tf from "../../../src/engine/tf.ts";
import { close, equal, type Check } from "./check.ts";

/** An operand by its shape, with numbers of its own unless it names them. */
export interface Operand {
  readonly shape: readonly number[];
  readonly values?: ArrayLike<number>;
  readonly dtype?: "int32";
}

type Op = (...operands: tf.Tensor[]) => tf.Tensor;

/** A fused op gives the numbers of its plain twin, and the gradients with respect to the operands of these places. It leaves no tensor behind. */
export const asItsTwin = (name: string, fused: Op, plain: Op, operands: readonly Operand[], learnt: readonly number[]): Check => ({
  name: `${name} as its plain twin`,
  async run() {
    registerFusedKernels();
    const given = operands.map(tensorOf);
    const before = tf.memory().numTensors;
    const [got, wanted] = [results(fused, given, learnt), results(plain, given, learnt)];
    for (const [i, what] of ["the answer", ...learnt.map((place) => `the gradient of operand ${place}`)].entries()) {
      equal(got[i]!.shape, wanted[i]!.shape, `shape of ${what}`);
      close(await got[i]!.data(), await wanted[i]!.data(), tolerance(), what);
    }
    tf.dispose([got, wanted]);
    equal(tf.memory().numTensors, before, "tensors");
    tf.dispose(given);
  },
});

/** Relative to the numbers' own size, which is about 1. */
export const tolerance = (): number => (tf.getBackend() === "webgpu" ? 1e-4 : 1e-5);

/** Numbers between −1 and 1 without a pattern that an indexing mistake would survive. */
export const numbers = (n: number, salt: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * salt));

export const tensorOf = ({ shape, values, dtype }: Operand, place: number): tf.Tensor =>
  tf.tensor(values ?? numbers(tf.util.sizeFromShape([...shape]), place), [...shape], dtype ?? "float32");

/** The answer, and the gradients of Σ c·answer, c: numbers of its shape. */
export function results(op: Op, given: readonly tf.Tensor[], learnt: readonly number[]): tf.Tensor[] {
  return tf.tidy(() => {
    const answer = op(...given);
    const slope = tf.tensor(numbers(answer.size, 99), answer.shape);
    const moved = (...some: tf.Tensor[]) => op(...given.map((tensor, place) => some[learnt.indexOf(place)] ?? tensor));
    return learnt.length === 0 ? [answer] : [answer, ...tf.grads(moved)(learnt.map((place) => given[place]!), slope)];
  });
}
