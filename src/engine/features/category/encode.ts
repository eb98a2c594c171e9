import type { Encoded } from "../../data/encoded.ts";
import { seedFor } from "../../data/random.ts";
import type { Cell, Cells } from "../../data/table.ts";
import type { Parts } from "../../model/context.ts";
import { indexOf, readLabel, type CategoryFacts } from "./facts.ts";
import { UNKNOWN } from "./params.ts";

/** `id` [1], index into `idx2str`, 0 where unknown; where categories share buckets, `bucket` [1], of the label itself, known or not. */
export const partsOf = ({ vocab_size, num_hash_buckets }: CategoryFacts): Parts => ({
  id: { dtype: "int32", shape: [1], below: vocab_size },
  ...(num_hash_buckets && { bucket: { dtype: "int32", shape: [1], below: num_hash_buckets } }),
});

export function encode(cells: Cells, facts: CategoryFacts): Readonly<Record<string, Encoded>> {
  const buckets = facts.num_hash_buckets;
  return {
    id: { dtype: "int32", shape: [1], data: Int32Array.from(cells, (cell) => Math.max(0, indexOf(cell, facts))) },
    ...(buckets && { bucket: { dtype: "int32", shape: [1], data: Int32Array.from(cells, (cell) => bucketOf(cell, facts, buckets)) } }),
  };
}

/** The same label falls into the same bucket on every machine, for ever. */
const bucketOf = (cell: Cell, facts: CategoryFacts, buckets: number): number => seedFor(0, readLabel(cell, facts) ?? UNKNOWN) % buckets;
