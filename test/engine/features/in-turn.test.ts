/** Features learn from cells that come one after another: what they learn is the same as from a list, and no list is made of them. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsInTurn, columnFrom, type Column } from "../../../src/engine/data/table.ts";
import { features } from "../../../src/engine/features/index.ts";
import { each, type Resting } from "../../../src/engine/data/rests.ts";

const types = Object.values(features);
const silent = () => {};

/** One side of a type with its example's preprocessing. */
const opened = (type: (typeof types)[number], side: "openInput" | "openOutput") =>
  type[side]({ name: "f", type: type.type, preprocessing: type.example.preprocessing ?? {} }, [], (problem) => expect.fail(problem.message));

const sides = types.flatMap((type) => (["openInput", "openOutput"] as const).filter((side) => (side === "openInput" ? type.canInput : type.canOutput)).map((side) => [type.type, side, type] as const));

test.each(sides)("%s (%s) learns the same from a column as from a list", (_, side, type) => {
  const cells = type.example.cells.map((cell) => (cell?.trim() ? cell : null));
  fc.assert(fc.property(fc.array(fc.constantFrom(...cells), { maxLength: 40 }), (drawn) => {
    const complaints = [[], []] as string[][];
    const learnt = [drawn, cellsInTurn(columnFrom("f", drawn))].map((of, i) => opened(type, side).fit(of, (...said) => complaints[i]!.push(JSON.stringify(said)), type.example.media).facts);
    expect(learnt[1]).toEqual(learnt[0]);
    expect(complaints[1]).toEqual(complaints[0]);
  }), { numRuns: 40 });
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void; // which the flag put there

/** MiB that are alive at the rests of some work, beyond those before it. */
function heldBy(work: Resting<unknown>): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  for (let rest = 0; !work.next().done; rest++) {
    if (rest % 8 !== 0) continue;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  return most / 2 ** 20;
}

const WORDS = ["apples", "pears.", "plums.", "grapes", "melons", "figs..", "dates.", "olives", "quince", "lemons"];
const WORDS_EACH = 6;

/** A column of texts, none like another, of ten words: a list of them takes more than 100 bytes for each. */
function texts(rows: number): Column {
  const letters = WORDS.map((word) => new TextEncoder().encode(`${word} `));
  const length = WORDS_EACH * letters[0]!.length;
  const bytes = new Uint8Array(rows * length);
  for (let row = 0; row < rows; row++) {
    for (let word = 0; word < WORDS_EACH; word++) bytes.set(letters[Math.floor(row / 10 ** word) % 10]!, row * length + word * letters[0]!.length);
  }
  return { name: "f", bytes, ends: Uint32Array.from({ length: rows }, (_, row) => (row + 1) * length), missing: [], decimal: "." };
}

const ROWS = 400_000;
/** In MiB. */
const MOST = 12;

test("a list of the cells would be seen", () => {
  const list: unknown[] = [];
  expect(heldBy(each(cellsInTurn(texts(ROWS)), (cell) => list.push(cell)))).toBeGreaterThan(2 * MOST - 4);
});

test.each(["text", "sequence", "bag", "set", "number", "date", "vector", "timeseries", "h3"] as const)("while a column is fitted as %s, its cells are not held", { timeout: 60_000 }, (type) => {
  expect(heldBy(opened(features[type], "openInput").fitting(cellsInTurn(texts(ROWS)), silent))).toBeLessThan(MOST);
});
