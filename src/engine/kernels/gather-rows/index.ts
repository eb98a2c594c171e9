import type { Encoded } from "../../data/encoded.ts";
import * as tf from "../../tf.ts";
import type { Tensor } from "../../tf.ts";
import type { FusedKernel } from "../fused.ts";
import { gatherOnCpu } from "./cpu.ts";
import { layoutOf, pack, type TableLayout } from "./pack.ts";
import { gatherOnWasm } from "./wasm.ts";
import { gatherOnWebgpu } from "./webgpu.ts";

/**
 * Rows of encoded columns that stay on the device, each number in one, two or four bytes, gathered for a batch. TensorFlow.js has
 * only numbers of four bytes, and one gather for each column: 13 dispatches for ten columns of ids and three of numbers, here 2 where a program may bind 10 buffers.
 */
export const KERNEL = "GatherRows";

/** Columns on the device, one after the other in one tensor. */
export interface PackedTable {
  readonly layout: TableLayout;
  /** int32 [layout.words] */
  readonly words: Tensor;
  readonly bytes: number;
  dispose(): void;
}

/** Takes columns, each [rows, ...shape], to the device. */
export function packTable(columns: readonly Encoded[], rows: number): PackedTable {
  const layout = layoutOf(columns, rows);
  const words = tf.keep(tf.tensor1d(pack(columns, layout), "int32"));
  return { layout, words, bytes: 4 * layout.words, dispose: () => words.dispose() };
}

/**
 * The given rows of every column, in the columns' order: each [batch, ...shape], of the column's own type. rows: float32 [batch], whole
 * numbers below 2²⁴. Neither rows nor columns have a gradient.
 */
export function gatherRows({ layout, words }: Pick<PackedTable, "layout" | "words">, rows: Tensor): Tensor[] {
  if (layout.columns.length === 0) return [];
  return tf.engine().runKernel<Tensor[]>(KERNEL, { words, rows }, { columns: layout.columns.map((column) => ({ ...column })) });
}

export const gatherRowsKernel: FusedKernel = { name: KERNEL, cpu: gatherOnCpu, wasm: gatherOnWasm, webgpu: gatherOnWebgpu };
