import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../runtime.ts";
import type { Clipping, Moved, StepCall } from "./index.ts";

/** Numbers whose squares are summed by one thread. */
const CHUNK = 4096;
const sizeOf = ({ shape }: TensorInfo): number => tf.util.sizeFromShape(shape);

/** One call a variable, and one more where norms are clipped. */
export function onWasm(runtime: WasmRuntime, { moved, rates, rule, clipping }: StepCall): TensorInfo[] {
  const factor = clipping.norms.some((limit) => limit > 0) ? clipFactor(runtime, moved, clipping) : null;
  const at = (tensor: TensorInfo | null) => (tensor ? runtime.pointer(tensor) : 0);
  for (const { variable, state, gradient } of moved) {
    const n = sizeOf(variable);
    const places = [variable, state, gradient, rates, factor].map(at);
    runtime.call(rule.call, n, ...places, n, rule.decay, clipping.value, ...rule.constants);
  }
  if (factor) runtime.release(factor);
  return [];
}

function clipFactor(runtime: WasmRuntime, moved: readonly Moved[], { norms }: Clipping): TensorInfo {
  const chunks = moved.map(({ gradient }) => Math.ceil(sizeOf(gradient) / CHUNK));
  const all = chunks.reduce((a, b) => a + b, 0);
  const sums = runtime.output([all], "float32");
  const factor = runtime.output([], "float32");
  let at = runtime.pointer(sums);
  moved.forEach(({ gradient }, k) => {
    runtime.call("squares", chunks[k]!, runtime.pointer(gradient), sizeOf(gradient), CHUNK, at);
    at += 4 * chunks[k]!;
  });
  runtime.call("clipFactor", 1, runtime.pointer(sums), all, runtime.pointer(factor), ...norms);
  runtime.release(sums);
  return factor;
}
