import type { TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../runtime.ts";

export interface AttentionShape {
  readonly batch: number;
  readonly time: number;
  /** Numbers of a query, all heads together. */
  readonly width: number;
  readonly heads: number;
}

/** Numbers of scratch that the heads of one call share: 16 MB. */
const SCRATCH = 2 ** 22;

/** Calls a function over as many heads at a time as the scratch has room for. */
function perHead(runtime: WasmRuntime, name: "attention" | "attentionGrad", { batch, time, width, heads }: AttentionShape, matrices: number, operands: readonly number[]): void {
  const depth = width / heads;
  const packed = (time + 8) * (depth + 8); // what a product of these sizes packs, at most
  const size = Math.ceil((matrices * time * (Math.ceil(time / 4) * 4) + packed) / 16) * 16;
  const units = batch * heads;
  const atOnce = Math.max(1, Math.min(units, Math.floor(SCRATCH / size)));
  const scratch = runtime.output([atOnce * size], "float32");
  for (let first = 0; first < units; first += atOnce) {
    runtime.call(
      name, Math.min(atOnce, units - first), ...operands, runtime.pointer(scratch), size, first, time, width, heads, 1 / Math.sqrt(depth),
    );
  }
  runtime.release(scratch);
}

export function attentionOnWasm(runtime: WasmRuntime, qkv: TensorInfo, mask: TensorInfo | undefined, shape: AttentionShape): TensorInfo[] {
  const y = runtime.output([shape.batch, shape.time, shape.width], "float32");
  const stats = runtime.output([shape.batch, shape.heads, shape.time], "float32");
  const operands = [runtime.pointer(qkv), mask ? runtime.pointer(mask) : 0, runtime.pointer(y), runtime.pointer(stats)];
  perHead(runtime, "attention", shape, 1, operands);
  return [y, stats];
}

export function attentionGradOnWasm(
  runtime: WasmRuntime, qkv: TensorInfo, mask: TensorInfo | undefined, stats: TensorInfo, dy: TensorInfo, shape: AttentionShape,
): TensorInfo {
  const dqkv = runtime.output(qkv.shape, "float32");
  const operands = [runtime.pointer(qkv), mask ? runtime.pointer(mask) : 0, ...[stats, dy, dqkv].map((tensor) => runtime.pointer(tensor))];
  perHead(runtime, "attentionGrad", shape, 2, operands);
  return dqkv;
}
