/** Arrow files and streams to tables, written by the reference implementation. */
import { Bool, DateDay, Field, Float64, Int64, List, Struct, Table, TimestampMillisecond, Utf8, Dictionary, Int32, tableFromArrays, tableToIPC, vectorFromArray } from "apache-arrow";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { unpackLz4Frame } from "../../../src/ingest/formats/lz4.ts";
import { readTable } from "../../../src/ingest/formats/read.ts";
import { grid, messages, read, refusal } from "./reading.ts";

const table = new Table({
  n: vectorFromArray([1.5, null, -2], new Float64()),
  id: vectorFromArray([9007199254740993n, null, -1n], new Int64()),
  t: vectorFromArray(["é", "", null], new Utf8()),
  c: vectorFromArray(["red", "blue", "red"], new Dictionary(new Utf8(), new Int32())),
  b: vectorFromArray([true, null, false], new Bool()),
  day: vectorFromArray([new Date("2024-02-29"), null, new Date("1969-12-31")], new DateDay()),
  at: vectorFromArray([new Date("2024-02-29T10:30:00Z"), null, new Date(0)], new TimestampMillisecond()),
  v: vectorFromArray([[1, 2.5], [], null], new List(new Field("item", new Float64(), true))),
  r: vectorFromArray([{ a: 1, b: "x" }, null, { a: 3, b: null }], new Struct([new Field("a", new Float64(), true), new Field("b", new Utf8(), true)])),
});
const expected = [
  ["n", "id", "t", "c", "b", "day", "at", "v", "r.a", "r.b"],
  ["1.5", "9007199254740993", "é", "red", "true", "2024-02-29", "2024-02-29T10:30:00", "1 2.5", "1", "x"],
  ["", "", "", "blue", "", "", "", "", "", ""],
  ["-2", "-1", "", "red", "false", "1969-12-31", "1970-01-01", "", "3", ""],
];

describe("Arrow", () => {
  it.each(["file", "stream"] as const)("reads a %s", async (kind) => {
    const { table: result, dialect } = await read(tableToIPC(table, kind), kind === "file" ? "t.arrow" : "t.arrows");
    expect(grid(result)).toEqual(expected);
    expect(dialect).toEqual({ format: "arrow" });
  });

  it("reads several batches", async () => {
    const [one, two] = [tableFromArrays({ a: Float64Array.of(1, 2) }), tableFromArrays({ a: Float64Array.of(3) })];
    expect(grid((await read(tableToIPC(one.concat(two), "file"), "t.feather")).table)).toEqual([["a"], ["1"], ["2"], ["3"]]);
  });

  it.each([
    ["cut off", tableToIPC(table, "file").subarray(0, 600), /Arrow file is damaged/],
    ["only its first bytes", new TextEncoder().encode("ARROW1\0\0"), /Arrow file is damaged/],
    ["Feather of version 1", new TextEncoder().encode("FEA1 and more"), /Feather file of version 1/],
    ["without rows", tableToIPC(tableFromArrays({ a: new Float64Array(0) }), "file"), /no row of data/],
  ])("is refused with a sentence: %s", async (_, bytes, sentence) => {
    expect(await refusal(bytes, "t.arrow")).toMatch(sentence);
  });

  it("never throws, whatever byte is wrong", async () => {
    const sound = tableToIPC(table, "file");
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const copy = sound.slice();
        copy[at] = byte;
        expect(typeof (await readTable(new Blob([copy]), "t.arrow")).ok).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });
});

describe("LZ4 frames", () => {
  const frame = (...blocks: readonly (readonly number[])[]): Uint8Array => Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, ...blocks.flat(), 0, 0, 0, 0]);
  const stored = (text: string): number[] => [text.length, 0, 0, 0x80, ...new TextEncoder().encode(text)];
  const packed = (...bytes: number[]): number[] => [bytes.length, 0, 0, 0, ...bytes];
  const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

  it("copies from what was unpacked, from the block before too, and over itself", () => {
    // 3 literals, then 6 copied from 3 back; then, in the next block, no literal and 4 copied from 9 back, and a last literal.
    const bytes = frame(packed(0x32, 97, 98, 99, 3, 0), packed(0x00, 9, 0, 0x10, 33));
    expect(textOf(unpackLz4Frame(bytes, 14))).toBe("abcabcabcabca!");
    expect(textOf(unpackLz4Frame(frame(stored("plain")), 5))).toBe("plain");
  });

  it.each([
    ["of another size", frame(stored("plain")), 6],
    ["that copies from before its beginning", frame(packed(0x12, 97, 9, 0)), 7],
    ["that is none", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 1],
    ["that ends too early", frame(stored("plain")).subarray(0, 12), 5],
  ])("refuses one %s", (_, bytes, size) => {
    expect(() => unpackLz4Frame(bytes, size)).toThrow();
  });
});

it("says when a name promises another format", async () => {
  const { dialect, ...result } = await read(tableToIPC(table, "file"), "t.csv");
  expect(dialect.format).toBe("arrow");
  expect(messages(result)[0]).toBe("'t.csv' is an Arrow file, whatever its name says, and was read as that.");
});
