import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import type { Parts } from "../../model/context.ts";
import { binsOf } from "./bins.ts";
import type { NumberFacts } from "./facts.ts";
import { encodeNumbers } from "./scale.ts";

/** `value` [1], normalised; where the column has bins, `bin` [1], the value's, from 0. */
export const partsOf = ({ bin_edges }: NumberFacts): Parts => ({
  value: { dtype: "float32", shape: [1] },
  ...(bin_edges && { bin: { dtype: "int32", shape: [1], below: bin_edges.length } }),
});

export function encode(cells: Cells, facts: NumberFacts): Readonly<Record<string, Encoded>> {
  const values = encodeNumbers(cells, facts);
  return {
    value: { dtype: "float32", shape: [1], data: values },
    ...(facts.bin_edges && { bin: { dtype: "int32", shape: [1], data: binsOf(values, facts.bin_edges) } }),
  };
}
