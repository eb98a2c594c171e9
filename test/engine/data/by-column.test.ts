import { expect, test } from "vitest";
import golden from "../../golden/splits.json" with { type: "json" };
import { hashesOf } from "../../../src/engine/data/hash-split.ts";
import { instantsOf } from "../../../src/engine/data/instants.ts";
import { md5 } from "../../../src/engine/data/md5.ts";
import { withoutRest } from "../../../src/engine/data/rests.ts";
import { splitRows } from "../../../src/engine/data/split.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import type { Problem } from "../../../src/engine/schema/problem.ts";

const rowsOf = (cells: Cells) => Uint32Array.from(cells.keys());
const share = (type: "hash" | "datetime" | "stratify", cells: Cells, probabilities: readonly [number, number, number] = [0.6, 0.2, 0.2]) => {
  const notes: Problem[] = [];
  const split = splitRows({ type, column: "key", probabilities }, 1, tableFrom({ key: cells }), rowsOf(cells), (problem) => notes.push(problem));
  return { split, notes: notes.map(({ message }) => message) };
};

test.each(Object.entries<{ cells: Cells; hashes: number[] }>(golden.columns))("hashes of %s are Ludwig's", (_, { cells, hashes }) => {
  expect([...withoutRest(hashesOf(cells))]).toEqual(hashes);
});

test("MD5 is RFC 1321's, over one block and several", () => {
  const hex = (text: string) => [...md5(new TextEncoder().encode(text))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  expect(hex("")).toBe("d41d8cd98f00b204e9800998ecf8427e");
  expect(hex("message digest")).toBe("f96b697d7cb7938d525a2f31aaf161d0");
  expect(hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890")).toBe("57edf4a22be3c955ac49da2e2107b67a");
  expect(hex("a".repeat(55))).toBe("ef1772b6dff9a122358552954ad0df65");
});

test("a hash split follows the value alone, whatever the order and the other rows", () => {
  const ids = Array.from({ length: 2000 }, (_, i) => `customer ${i % 1000}`);
  const { split } = share("hash", ids);
  if (!split.ok) throw new Error("expected a split");
  const partOf = new Map<string, string>();
  for (const [part, rows] of Object.entries<Uint32Array>({ ...split.value })) {
    for (const row of rows) expect(partOf.set(ids[row]!, partOf.get(ids[row]!) ?? part).get(ids[row]!)).toBe(part);
  }
  expect(split.value.training.length / 2000).toBeCloseTo(0.6, 1);
  const shuffled = share("hash", ids.toReversed()).split;
  expect(shuffled.ok && shuffled.value.training.length).toBe(split.value.training.length);
});

test.each(Object.entries(golden.dates))("the time of '%s' is pandas'", (cell, wanted) => {
  expect(instantsOf([cell])[0]).toBe(wanted);
});

test("a column tells which number is the day; plain numbers are times as they are", () => {
  expect(instantsOf(["3/4/2020", "13/4/2020"])).toEqual([Date.UTC(2020, 3, 3), Date.UTC(2020, 3, 13)]);
  expect(instantsOf(["2019", null, "2021.5"])).toEqual([2019, null, 2021.5]);
});

test("a split in time trains on the oldest rows and tests on the newest; undated rows train and are told", () => {
  const cells = ["2020-05-01", "2020-01-01", null, "2020-03-01", "2020-02-01", "2020-04-01", "soon", "2020-06-01", "2020-07-01", "2020-08-01"];
  const { split, notes } = share("datetime", cells, [0.4, 0.3, 0.3]);
  expect(split).toMatchObject({ value: { training: Uint32Array.of(1, 2, 4, 6), validation: Uint32Array.of(0, 3, 5), test: Uint32Array.of(7, 8, 9) } });
  expect(notes).toEqual(["2 of 10 rows have no date in 'key'; they train"]);
});

test("a split in time by a column without dates is refused with an example", () => {
  const { split } = share("datetime", ["red", "green", "2020-01-01"]);
  expect(split).toMatchObject({ problems: [{ path: ["preprocessing", "split", "column"], message: "a split in time reads dates in 'key'; 2 of 3 rows have none, such as 'red'" }] });
});

test("a class of one row in a stratified split is told by name, and trains", () => {
  const { split, notes } = share("stratify", ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "rare"]);
  expect(split.ok && split.value.training.includes(10)).toBe(true);
  expect(notes).toEqual(["1 class of 'key' has a single row, which trains: 'rare'; none is left to validate or test them"]);
});
