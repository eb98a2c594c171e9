/** JSON and JSON lines to tables: their shapes, what is changed and said, and what is refused. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ValueCutter } from "../../../src/ingest/formats/json/values.ts";
import { grid, messages, read, refusal } from "./reading.ts";

const rows = async (text: string, name = "t.json") => grid((await read(text, name)).table);

describe("shapes of JSON", () => {
  const table = [["a", "b"], ["1", "x"], ["2", "y"]];

  it.each([
    ["a list of records", '[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]'],
    ["records on lines", '{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n'],
    ["records on lines of the old Macintosh's successor", '{"a": 1, "b": "x"}\r\n\r\n{"a": 2, "b": "y"}'],
    ["records over many lines, one after another", '{\n "a": 1,\n "b": "x"}\n{"a": 2,\n "b": "y"}'],
    ["a list of lists below their names", '[["a", "b"], [1, "x"], [2, "y"]]'],
    ["lists on lines", '["a", "b"]\n[1, "x"]\n[2, "y"]'],
    ["an object of columns", '{"a": [1, 2], "b": ["x", "y"]}'],
    ["an object of indexed columns, as pandas writes", '{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}'],
    ["names, index and data apart, as pandas writes", '{"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}'],
    ["an object that holds one list of records", '{"count": 2, "result": {"rows": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}}'],
  ])("reads %s", async (_, text) => {
    expect(await rows(text)).toEqual(table);
    expect(await rows(`\ufeff${text}`)).toEqual(table);
  });

  it("says which kind it was", async () => {
    expect((await read('{"a": 1}\n{"a": 2}', "t.jsonl")).dialect).toEqual({ format: "jsonl", encoding: "utf-8" });
    expect((await read('[{"a": 1}]', "t.json")).dialect).toEqual({ format: "json", encoding: "utf-8" });
    expect((await read('[["a"], [1]]', "t.json")).dialect).toEqual({ format: "json", encoding: "utf-8", skip: 0, header: true });
  });

  it("lets one of several lists be chosen, the largest by itself", async () => {
    const text = '{"users": [{"n": 1}], "orders": [{"id": 7}, {"id": 8}]}';
    const first = await read(text, "t.json");
    expect(first.dialect).toMatchObject({ sheet: "orders", sheets: ["orders", "users"] });
    expect(grid((await read(text, "t.json", { sheet: "users" })).table)).toEqual([["n"], ["1"]]);
    expect(grid((await read(text, "t.json", { sheet: "gone" })).table)).toEqual([["id"], ["7"], ["8"]]);
  });

  it("takes a single record for a table of one row", async () => {
    expect(await rows('{"age": 3, "city": "Oslo"}')).toEqual([["age", "city"], ["3", "Oslo"]]);
  });
});

describe("cells of JSON", () => {
  it("flattens nested records to columns named by their path", async () => {
    expect(await rows('[{"a": {"b": {"c": 1}, "d": "x"}, "a.d": "y"}]')).toEqual([["a.b.c", "a.d", "a.d_2"], ["1", "x", "y"]]);
  });

  it("writes lists of single values between blanks, and says where an item had some", async () => {
    const { table, ...result } = await read('[{"v": [1.5, -2, null], "tags": ["red", "New  York"]}]', "t.json");
    expect(grid(table)).toEqual([["v", "tags"], ["1.5 -2", "red New_York"]]);
    expect(messages(result)).toEqual([expect.stringContaining("blanks inside an item became")]);
  });

  it("keeps lists of records as JSON, and says so", async () => {
    const { table, ...result } = await read('[{"items": [{"id": 1}], "grid": [[1], [2]]}]', "t.json");
    expect(grid(table)).toEqual([["items", "grid"], ['[{"id":1}]', "[[1],[2]]"]]);
    expect(messages(result)).toEqual([expect.stringContaining("JSON text")]);
  });

  it("unites the columns of records that differ, and says what was absent where", async () => {
    const { table, ...result } = await read('[{"a": 1}, {"b": 2}, {"a": 3, "c": null}]', "t.json");
    expect(grid(table)).toEqual([["a", "b", "c"], ["1", "", ""], ["", "2", ""], ["3", "", ""]]);
    expect(messages(result)).toEqual([expect.stringMatching(/'a' in 1, 'b' in 2, and 'c' in 2/)]);
  });

  it("makes no column of records that are null in some rows", async () => {
    expect(await rows('[{"a": null, "z": 1}, {"a": {"b": 2}, "z": 2}]')).toEqual([["z", "a.b"], ["1", ""], ["2", "2"]]);
  });

  it("keeps every digit of long whole numbers, and reads NaN as missing", async () => {
    expect(await rows('[{"id": 12345678901234567890, "x": NaN, "y": -Infinity, "s": "NaN 1234567890123456789"}]')).toEqual([["id", "x", "y", "s"], ["12345678901234567890", "", "", "NaN 1234567890123456789"]]);
  });

  it("keeps columns called like parts of the language", async () => {
    expect(await rows('[{"__proto__": 1, "constructor": 2, "toString": {"__proto__": 3}}]')).toEqual([["__proto__", "constructor", "toString.__proto__"], ["1", "2", "3"]]);
  });

  it("leaves out what is no record among records, and says which", async () => {
    const { table, ...result } = await read('[{"a": 1}, 5, null, {"a": 2}]', "t.json");
    expect(grid(table)).toEqual([["a"], ["1"], ["2"]]);
    expect(messages(result)).toEqual([expect.stringContaining("2 rows (rows 2 and 3")]);
  });

  it("reads UTF-16", async () => {
    const text = '\ufeff[{"a": "é"}]';
    expect(grid((await read(Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])), "t.json")).table)).toEqual([["a"], ["é"]]);
  });
});

const cell = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const records = fc.array(fc.dictionary(fc.string({ minLength: 1 }).filter((key) => key.trim() === key && !key.includes("\u0000")), cell, { minKeys: 1 }), { minLength: 1, maxLength: 20 });

const written = (value: string | number | boolean | null | undefined): string => (value === null ? "" : String(value));

test("records come back from a list and from lines, cell for cell", async () => {
  await fc.assert(
    fc.asyncProperty(records, async (given) => {
      const names = [...new Set(given.flatMap((record) => Object.keys(record)))];
      const expected = [names, ...given.map((record) => names.map((name) => (Object.hasOwn(record, name) ? written(record[name]) : "")))];
      expect(await rows(JSON.stringify(given))).toEqual(expected);
      expect(await rows(JSON.stringify(given, null, 2))).toEqual(expected);
      if (given.length > 1) expect(await rows(given.map((record) => JSON.stringify(record)).join("\n"))).toEqual(expected);
    }),
  );
});

test("cutting the text anywhere changes no value", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1 }), fc.array(fc.nat(2000)), fc.boolean(), (values, places, pretty) => {
      const text = JSON.stringify(values, null, pretty ? 1 : 0);
      const cutter = new ValueCutter(true);
      const ends = [...new Set([...places.map((place) => place % text.length), text.length])].sort((a, b) => a - b);
      const found = ends.flatMap((end, i) => cutter.push(text.slice(ends[i - 1] ?? 0, end)));
      expect(found.map((value) => JSON.parse(value.text) as unknown)).toEqual(JSON.parse(text));
      expect(cutter.open).toBe(false);
    }),
  );
});

describe("JSON that cannot be read", () => {
  it.each([
    ["broken in the middle", '[{"a": 1},\n {"a": 2 "b"},\n {"a": 3}]', /Record 2, in line 2, is not JSON/],
    ["cut off in a record", '[{"a": 1}, {"a": "x', /cut off/],
    ["cut off between records", '[{"a": 1}, {"a": 2}', /cut off/],
    ["followed by something", '[{"a": 1}] {"a": 2}', /list ends before line 1/],
    ["a list of numbers", "[1, 2, 3]", /single values/],
    ["without records", "[ ]", /no row of data/],
    ["columns of different lengths", '{"a": [1, 2], "b": [1]}', /a \(2\) and b \(1\)/],
    ["nested without end", `[{"a": ${"[".repeat(100_000)}`, /nests more than 100 levels/],
    ["lines that are none", "[1, oops\n{nor this\n", /Record 1|None of the/],
  ])("is refused with a sentence: %s", async (_, text, sentence) => {
    expect(await refusal(text, "t.json")).toMatch(sentence);
  });

  it("leaves out broken lines among sound ones, and says which", async () => {
    const { table, ...result } = await read('{"a": 1}\n{"a": \n{"a": 3}\n', "t.jsonl");
    expect(grid(table)).toEqual([["a"], ["1"], ["3"]]);
    expect(messages(result)).toEqual([expect.stringContaining("1 row (row 2, in line 2) were not JSON")]);
  });

  it("stops at columns without end", async () => {
    const record = `{${Array.from({ length: 20_100 }, (_, i) => `"k${i}": 1`).join(",")}}`;
    expect(await refusal(`[${record}]`, "t.json")).toMatch(/more than 20,000 columns/);
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const many = `[${Array.from({ length: 200_000 }, (_, i) => `{"a": ${i}, "b": "text"}`).join(",")}]`;
    expect(await refusal(many, "t.json", {}, { signal: controller.signal, onProgress: () => controller.abort() })).toMatch(/cancelled/);
  });

  it("takes a cell of 10 MB", async () => {
    const { table } = await read(JSON.stringify([{ a: "x".repeat(10_000_000), b: 1 }, { a: "y", b: 2 }]), "t.json");
    expect(table.columns[0]?.ends[0]).toBe(10_000_000);
  });
});
