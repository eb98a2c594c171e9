import type { Encoded } from "../data/encoded.ts";
import type { Cells } from "../data/table.ts";
import type { Parts } from "../model/context.ts";
import { idsOf, type SequenceFacts } from "./token-facts.ts";

/** `ids` [time] of tokens, filled up with padding. */
export const tokenParts = ({ max_sequence_length: time, vocab_size }: SequenceFacts): Parts => ({ ids: { dtype: "int32", shape: [time], below: vocab_size } });

export function encodeTokens(cells: Cells, facts: SequenceFacts): Readonly<Record<keyof ReturnType<typeof tokenParts>, Encoded>> {
  const time = facts.max_sequence_length;
  const ids = new Int32Array(cells.length * time).fill(facts.padding_id);
  cells.forEach((cell, row) => {
    const tokens = idsOf(cell, facts);
    ids.set(tokens, row * time + (facts.padding === "left" ? time - tokens.length : 0));
  });
  return { ids: { dtype: "int32", shape: [time], data: ids } };
}
