import * as tf from "../../tf.ts";
import type { NamedTensorMap, Tensor } from "../../tf.ts";
import { columnSums } from "../column-sums/index.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { recurPlainly, type Cell, type Recurrence, type RecurrenceAttributes } from "./cells.ts";
import { backwardOnWebgpu, forwardOnWebgpu, MOST_PRODUCTS, MOST_UNITS } from "./webgpu.ts";
import { backwardOnWasm, forwardOnWasm } from "./wasm.ts";

export { CELLS, recurPlainly, type Cell, type Recurrence } from "./cells.ts";

const FORWARD = "Recurrence";
const BACKWARD = "RecurrenceGrad";

/**
 * A whole sequence through a recurrent cell as one kernel, and back through time as another: the states of all steps, each at its own
 * place in time, [batch, time, units]. What is parallel in time (x·W and all gradients of weights) is left to the matrix product.
 *
 * 64 units, 64 rows of 50 steps, from x·W on, forward and back, replayed in turns with the same composed of ordinary ops, medians on a busy
 * machine, WebAssembly in Node: LSTM 2,198 → 11 commands, 332 → 13 MB, 48 → 19 ms; GRU 2,496 → 20 commands, 280 → 15 MB, 41 → 14 ms.
 * WebGPU, software adapter, LSTM with x·W of 64 numbers: 8 dispatches, 2.1 to 2.5 s where the stock layer took 7.4 s.
 */
export function recur(recurrence: Recurrence): Tensor {
  const isTooWide = tf.getBackend() === "webgpu" && recurrence.kernel.shape[0] > MOST_UNITS;
  if (isTooWide || !hasKernel(FORWARD)) return tf.tidy(() => recurPlainly(recurrence));
  const { cell, present, backwards, mostProducts = MOST_PRODUCTS } = recurrence;
  const attrs: RecurrenceAttributes = { cell, backwards, mostProducts };
  const marks = present ? { present } : {};
  // By hand, since the tape would make zeros in JavaScript, and upload them, for the trace, an output that nothing is asked of.
  const op = tf.customGrad((...args) => {
    const [projected, kernel, bias, save] = args as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void]; // the three below, and tfjs's own
    const [output, trace] = run(FORWARD, { projected, kernel, bias, ...marks }, attrs);
    save([trace, kernel, ...(present ? [present] : [])]);
    return {
      value: output,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [trace, kernel, present] = saved as [Tensor, Tensor, Tensor?]; // as above
        const [dz, before] = run(BACKWARD, { trace, kernel, dy, ...(present && { present }) }, attrs);
        return [dz, kernelGradient(cell, before, dz), columnSums(dz)];
      },
    };
  });
  return op(recurrence.projected, recurrence.kernel, recurrence.bias);
}

function run(name: string, inputs: NamedTensorMap, attrs: RecurrenceAttributes): readonly [Tensor, Tensor] {
  return tf.engine().runKernel(name, inputs, attrs) as unknown as [Tensor, Tensor]; // both kernels have two outputs
}

/** [batch, time, d] → [batch · time, d]. */
const flat = (x: Tensor): tf.Tensor2D => tf.reshape(x, [x.shape[0] * x.shape[1]!, x.size / (x.shape[0] * x.shape[1]!)]);

/** Of the recurrent kernel: the states that each step began with, transposed, times the gradient of what went into the gates. */
function kernelGradient(cell: Cell, before: Tensor, dz: Tensor): Tensor {
  const [states, gates] = [flat(before), flat(dz)];
  if (cell !== "gru") return tf.matMul(states, gates, true);
  const units = states.shape[1] / 2; // the state as it was, then behind the gate r
  const [all, gated] = tf.split(states, 2, 1);
  const [intoGates, intoCandidate] = tf.split(gates, [2 * units, units], 1);
  return tf.concat([tf.matMul(all!, intoGates!, true), tf.matMul(gated!, intoCandidate!, true)], 1);
}

export const recurrenceKernels: readonly FusedKernel[] = [
  { name: FORWARD, wasm: forwardOnWasm, webgpu: forwardOnWebgpu },
  { name: BACKWARD, wasm: backwardOnWasm, webgpu: backwardOnWebgpu },
];
