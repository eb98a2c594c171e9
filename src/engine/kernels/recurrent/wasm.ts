import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import { readBackward, readForward, type Cell } from "./cells.ts";

/** Columns of a panel: assembly/gemm.ts. */
const PANEL = 8;

/** A matrix in panels, as assembly/recurrent.ts reads it: `n` columns of the kernel from `column` on, or so many of its rows when transposed. */
interface Panels { readonly column: number; readonly n: number; readonly k: number }

/** What the state is multiplied by, part by part: the candidate of GRU comes after its gates. */
const panelsOf = (cell: Cell, units: number): readonly Panels[] => {
  switch (cell) {
    case "lstm": return [{ column: 0, n: 4 * units, k: units }];
    case "gru": return [{ column: 0, n: 2 * units, k: units }, { column: 2 * units, n: units, k: units }];
    case "simple": return [{ column: 0, n: units, k: units }];
    default: return cell satisfies never;
  }
};

/** What a row of the batch carries, in numbers for each unit. */
const ROOM = { lstm: 6, gru: 5, simple: 2 } as const;

export const forwardOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { projected, kernel, bias, present, cell, batch, time, units, kept, backwards } = readForward(inputs, attrs);
  const output = runtime.output([batch, time, units], "float32");
  const trace = runtime.output([batch, time, kept, units], "float32");
  const room = runtime.output([batch, ROOM[cell], units], "float32");
  const packed = panelsOf(cell, units).map((panels) => pack(runtime, kernel, panels, false));
  const operands = [projected, ...packed, bias, present, output, trace, room];
  runtime.call(`${cell}Forward`, batch, ...addresses(runtime, operands), time, units, Number(backwards));
  for (const scratch of [...packed, room]) runtime.release(scratch);
  return [output, trace];
};

export const backwardOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { trace, kernel, dy, present, cell, batch, time, units, gates, backwards } = readBackward(inputs, attrs);
  const dz = runtime.output([batch, time, gates * units], "float32");
  const before = runtime.output([batch, time, cell === "gru" ? 2 * units : units], "float32");
  const room = runtime.output([batch, ROOM[cell], units], "float32");
  const packed = panelsOf(cell, units).map((panels) => pack(runtime, kernel, { column: panels.column, n: panels.k, k: panels.n }, true));
  const operands = [trace, ...packed, dy, present, dz, before, room];
  runtime.call(`${cell}Backward`, batch, ...addresses(runtime, operands), time, units, Number(backwards));
  for (const scratch of [...packed, room]) runtime.release(scratch);
  return [dz, before];
};

/** 0 where there is no tensor. */
const addresses = (runtime: WasmRuntime, tensors: readonly (TensorInfo | undefined)[]): readonly number[] =>
  tensors.map((tensor) => (tensor ? runtime.pointer(tensor) : 0));

function pack(runtime: WasmRuntime, kernel: TensorInfo, { column, n, k }: Panels, transposed: boolean): TensorInfo {
  const panels = Math.ceil(n / PANEL);
  const packed = runtime.output([panels, k, PANEL], "float32");
  const first = runtime.pointer(kernel) + 4 * column;
  runtime.call("packPanels", panels, Number(transposed), n, k, first, kernel.shape[1]!, runtime.pointer(packed));
  return packed;
}
