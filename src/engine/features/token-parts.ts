import type { Encoded } from "../data/encoded.ts";
import type { Cells } from "../data/table.ts";
import type { Parts } from "../model/context.ts";
import { idsOf, type SequenceFacts } from "./token-facts.ts";

/** `ids` [time] of tokens, filled up with padding; `last` [time, 1], 1 on the last token and 0 elsewhere. */
export const tokenParts = ({ max_sequence_length: time }: SequenceFacts): Parts => ({
  ids: { dtype: "int32", shape: [time] },
  last: { dtype: "float32", shape: [time, 1] },
});

export function encodeTokens(cells: Cells, facts: SequenceFacts): Readonly<Record<keyof ReturnType<typeof tokenParts>, Encoded>> {
  const time = facts.max_sequence_length;
  const ids = new Int32Array(cells.length * time).fill(facts.padding_id);
  const last = new Float32Array(cells.length * time);
  cells.forEach((cell, row) => {
    const tokens = idsOf(cell, facts);
    const start = row * time + (facts.padding === "left" ? time - tokens.length : 0);
    ids.set(tokens, start);
    last[start + tokens.length - 1] = 1;
  });
  return { ids: { dtype: "int32", shape: [time], data: ids }, last: { dtype: "float32", shape: [time, 1], data: last } };
}
