import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "../../tf.ts";
import type { ColumnLayout } from "./pack.ts";

interface Operands {
  readonly words: TensorInfo;
  readonly rows: TensorInfo;
  readonly batch: number;
  readonly columns: readonly ColumnLayout[];
}

/** Kernels are handed what `gatherRows` gave, under types that cannot say so. */
export function operandsOf(inputs: object, attrs: NamedAttrMap | undefined): Operands {
  const { words, rows } = inputs as NamedTensorInfoMap as { readonly words: TensorInfo; readonly rows: TensorInfo };
  const { columns } = attrs as unknown as { readonly columns: readonly ColumnLayout[] };
  return { words, rows, batch: rows.shape[0]!, columns };
}
