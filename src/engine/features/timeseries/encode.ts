import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import type { Parts } from "../../model/context.ts";
import { seriesOf, type TimeseriesFacts } from "./facts.ts";

/** `value` [time] of steps, filled up with `padding_value`; `mask` [time, 1], 1 on steps and 0 on what fills up. */
export const partsOf = ({ max_timeseries_length: time }: TimeseriesFacts): Parts => ({
  value: { dtype: "float32", shape: [time] },
  mask: { dtype: "float32", shape: [time, 1] },
});

export function encode(cells: Cells, facts: TimeseriesFacts): Readonly<Record<"value" | "mask", Encoded>> {
  const { max_timeseries_length: time, padding, padding_value } = facts;
  const value = new Float32Array(cells.length * time).fill(padding_value);
  const mask = new Float32Array(cells.length * time);
  cells.forEach((cell, row) => {
    const steps = seriesOf(cell, facts);
    const start = row * time + (padding === "left" ? time - steps.length : 0);
    value.set(steps, start);
    mask.fill(1, start, start + steps.length);
  });
  return { value: { dtype: "float32", shape: [time], data: value }, mask: { dtype: "float32", shape: [time, 1], data: mask } };
}
