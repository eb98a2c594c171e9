import { quantile } from "./quantile.ts";

/** Closer than this two edges are one: the model divides by their distance in 32 bits. */
const CLOSEST = 1e-12;

/** Rising edges of bins that each hold as many of the values, the outermost two their ends; fewer where values repeat. */
export function quantileEdges(values: Float32Array, bins: number): number[] {
  if (values.length === 0) return [0, 1];
  const sorted = values.toSorted();
  const edges: number[] = [];
  for (let i = 0; i <= bins; i++) {
    const edge = Math.fround(quantile(sorted, i / bins));
    if (edges.length === 0 || edge - edges.at(-1)! > CLOSEST) edges.push(edge);
  }
  return edges.length > 1 ? edges : [edges[0]!, edges[0]! + 1];
}

/** The bin of each value, from 0: as many as there are inner edges at or below it. */
export const binsOf = (values: Float32Array, edges: readonly number[]): Int32Array => Int32Array.from(values, (value) => binOf(value, edges));

function binOf(value: number, edges: readonly number[]): number {
  let [low, high] = [1, edges.length - 1]; // the first edge above the value is among these, or the last
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
