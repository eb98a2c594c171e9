import { expect, test } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";
import { prepareRows } from "../../../src/engine/data/rows.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";

const open = (encoder: object, missing = "drop_row") => {
  const { opened, problems } = openConfig({
    input_features: [{ name: "text", type: "text", encoder }],
    output_features: [{ name: "tags", type: "sequence", preprocessing: { missing_value_strategy: missing } }, { name: "kind", type: "category" }],
    combiner: { type: "sequence_concat" },
  });
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  return opened;
};
const kept = { type: "embed", reduce_output: null };
const table = tableFrom({
  text: ["my card", "it's gone", null, "where is it", "stop"],
  tags: ["O B", "O O", "O", "O O O", null],
  kind: ["a", "b", "a", "b", "a"],
});

test("a row whose tags do not fit its tokens is left out, and one is shown", () => {
  const prepared = prepareRows(open(kept), table, 1);
  if (!prepared.ok) return expect.unreachable(prepared.problems[0]!.message);
  expect([...prepared.value.rows]).toEqual([0, 3]);
  expect(prepared.value.dropped).toEqual({ tags: 3 });
  expect(prepared.value.notes.map(({ message }) => message)).toEqual([
    expect.stringContaining("'tags' is missing"),
    "2 of 4 rows are left out because 'tags' has another number of tokens there than 'text', such as row 2 with 2 for 4; give both the same tokenizer, or put the texts right",
  ]);
  expect(prepared.value.notes[1]!.path).toEqual(["output_features", 0]);
});

test("a row without tags stays where its other outputs teach", () => {
  const masked = prepareRows(open(kept, "mask_loss"), table, 1);
  expect(masked.ok && [...masked.value.rows]).toEqual([0, 3, 4]);
});

test("a table without a row that fits is refused with the same sentence", () => {
  const prepared = prepareRows(open(kept), tableFrom({ text: ["a b"], tags: ["O"], kind: ["a"] }), 1);
  expect(prepared.ok ? [] : prepared.problems).toMatchObject([{ severity: "error", message: expect.stringContaining("row 1 with 1 for 2") }]);
});
