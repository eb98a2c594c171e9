import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, columnNamed } from "../../src/engine/data/table.ts";
import { readCsv } from "../../src/ingest/csv.ts";
import { processorTime } from "../support/processor.ts";
import { concat, cut, cuts, grid, messages, read, refusal, utf16, utf8 } from "./reading.ts";

test("a small table, as it is and as features see it", async () => {
  const { table, dialect, notes, bytes } = await read("name,age\nAnn,31\nBob,\n");
  expect(grid(table)).toEqual([["name", "age"], ["Ann", "31"], ["Bob", ""]]);
  expect(cellsOf(columnNamed(table, "age")!)).toEqual(["31", null]);
  expect(dialect).toEqual({ encoding: "utf-8", delimiter: ",", quote: '"', escape: "double", newline: "\n", skip: 0, header: true, decimal: "." });
  expect(notes).toEqual([]);
  expect(bytes).toBe(21);
});

describe("however the bytes are cut, the table is the same", () => {
  const cell = fc.oneof(fc.string({ unit: fc.constantFrom("a", "é", "1", " ", ",", ";", '"', "\n", "\r\n", "."), maxLength: 6 }), fc.constantFrom("1,5", "NA", "-", "😀", "2020-01-01"));
  const text = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }).map((rows) => rows.map((row) => row.join(",")).join("\n"));

  test.each([["utf-8", utf8], ["utf-16le", (s: string) => concat([0xff, 0xfe], utf16(s, "le"))]] as const)("%s", async (_, encode) => {
    await fc.assert(fc.asyncProperty(text, cuts, async (content, places) => {
      const bytes = encode(content);
      expect(await readCsv(cut(bytes, places))).toEqual(await readCsv(cut(bytes, [])));
    }), { numRuns: 300 });
  });

  test("and it is the table that was written, cell for cell", async () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "é", "1", " x", ",", '"', '""', "\n", "\r\n", "\u202e", "😀", "\0"), maxLength: 5 });
    const table = fc.array(fc.tuple(plain, plain, plain), { minLength: 1, maxLength: 8 });
    const quotedCell = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    await fc.assert(fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), cuts, async (rows, end, places) => {
      const written = [["first", "second", "third"], ...rows].map((row) => row.map(quotedCell).join(",")).join(end);
      const outcome = await readCsv(cut(utf8(written), places), { encoding: "utf-8", delimiter: ",", quote: '"', escape: "double", newline: "\n", header: true, skip: 0 });
      expect(outcome.ok && grid(outcome.value.table)).toEqual([["first", "second", "third"], ...rows]);
    }), { numRuns: 300 });
  });

  test("byte by byte", async () => {
    const bytes = utf8('a;b;c\r\n"x\r\n""é""";1,5;?\r\n;2,5;😀\r\n\r\ny;3,5\r\n');
    const whole = await readCsv(cut(bytes, []));
    expect(await readCsv(cut(bytes, [...bytes.keys()]))).toEqual(whole);
    expect(whole.ok && grid(whole.value.table)).toEqual([["a", "b", "c"], ['x\r\n"é"', "1,5", "?"], ["", "2,5", "😀"], ["y", "3,5", ""]]);
  });

  test("a large file over many chunks, from a stream", async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},"line ${i}\nof ""many"", é"`);
    const blob = new Blob([`id,text\n${lines.join("\n")}`]);
    const outcome = await readCsv(blob.stream());
    if (!outcome.ok) throw new Error("expected a table");
    const { table } = outcome.value;
    expect(table.rows).toBe(60_000);
    expect(cellsOf(table.columns[1]!, [0, 31_234, 59_999])).toEqual([0, 31_234, 59_999].map((i) => `line ${i}\nof "many", é`));
  });
});

describe("messy files", () => {
  test("a mark at the beginning belongs to no name", async () => {
    expect(grid((await read(concat([0xef, 0xbb, 0xbf], utf8('"a",b\n1,2\n')))).table)[0]).toEqual(["a", "b"]);
  });

  test("UTF-16 without a mark, windows-1252, carriage returns alone", async () => {
    expect(grid((await read(utf16("a;b\nKöln;1\n", "be"))).table)).toEqual([["a", "b"], ["Köln", "1"]]);
    expect(grid((await read(Uint8Array.from([...utf8("a,b\nK"), 0xf6, ...utf8("ln,1\n")]))).table)).toEqual([["a", "b"], ["Köln", "1"]]);
    expect(grid((await read("a,b\r1,2\r3,4\r")).table)).toEqual([["a", "b"], ["1", "2"], ["3", "4"]]);
  });

  test("one column, a header alone, a value alone", async () => {
    expect(grid((await read("age\n5\n\n7\n")).table)).toEqual([["age"], ["5"], [""], ["7"]]);
    expect(grid((await read("name,age\n")).table)).toEqual([["name", "age"]]);
    expect(grid((await read("5")).table)).toEqual([["column_1"], ["5"]]);
  });

  test("short rows are filled, long ones cut, both said with row numbers", async () => {
    const result = await read("a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n1,2,3\n");
    expect(grid(result.table)).toEqual([["a", "b", "c"], ["1", "2", "3"], ["4", "5", ""], ["6", "7", "8"], ["1", "2", "3"]]);
    expect(messages(result)).toEqual([
      expect.stringContaining("1 row (row 2, in line 3) had fewer than 3 cells"),
      expect.stringContaining("1 row (row 3, in line 5) had more than 3 cells"),
      "1 blank line was left out.",
    ]);
  });

  test("of many uneven rows the first twenty are named", async () => {
    const result = await read(`a,b\n${"1,2\n".repeat(100)}${"1\n".repeat(50)}`);
    expect(messages(result)[0]).toMatch(/^50 rows \(rows 101, .*, 120 and 30 more; the first in line 102\) had fewer/);
  });

  test("delimiters at the ends of all lines make no column", async () => {
    const result = await read("a,b\n1,2,\n3,4,\n");
    expect(grid(result.table)).toEqual([["a", "b"], ["1", "2"], ["3", "4"]]);
    expect(messages(result)).toEqual([]);
  });

  test("R leaves out the name above its row names", async () => {
    expect(grid((await read("x,y\nr1,1,2\nr2,3,4\n")).table)).toEqual([["column_1", "x", "y"], ["r1", "1", "2"], ["r2", "3", "4"]]);
  });

  test("repeated, blank and dangerous names", async () => {
    const result = await read("a,,a,__proto__,constructor,a_2,toString,a\n1,2,3,4,5,6,7,8\n");
    expect(grid(result.table)).toEqual([["a", "column_2", "a_3", "__proto__", "constructor", "a_2", "toString", "a_4"], ["1", "2", "3", "4", "5", "6", "7", "8"]]);
    expect(messages(result)).toEqual([
      "Column names must differ, so repeated ones were numbered: 'a' became 'a_3' and 'a' became 'a_4'.",
      "A column has no name in the header; named column_2 here.",
    ]);
  });

  test("zero characters, right-to-left marks and markup are cells like others", async () => {
    const cells = ["x\0y", "\u202eabc", "<img src=x onerror=alert(1)>", "\u001b[31mred"];
    expect(grid((await read(`a,b,c,d\n${cells.join(",")}\n`)).table)[1]).toEqual(cells);
  });

  test("a cell of ten million characters", async () => {
    const { table } = await read(`a,b\n"${"x,\n".repeat(3_400_000)}",2\n`);
    expect(table.rows).toBe(1);
    expect(table.columns[0]!.ends[0]).toBe(10_200_000);
  });

  test("ten thousand columns", async () => {
    const { table } = await read(`${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(9_999)}1\n`);
    expect(table.columns).toHaveLength(10_000);
    expect(cellsOf(table.columns[9_999]!)).toEqual(["1"]);
  });

  test("quotes out of place are read and said", async () => {
    const result = await read('a,b\n1,2\n"so" he "said",3\n"x",4\n');
    expect(result.table.rows).toBe(3);
    expect(messages(result)[0]).toContain("1 row (row 2, in line 3) had a quote");
  });

  test("a quote that is never closed says where it opens", async () => {
    const result = await read('a,b\n1,2\n3,"x\n4,5\n');
    expect(grid(result.table)).toEqual([["a", "b"], ["1", "2"], ["3", "x\n4,5\n"]]);
    expect(messages(result)[0]).toContain('A quote (") opens in row 2, in line 3, and is never closed');
    expect(grid((await read('a,b\n1,2\n3,"x\n4,5\n', { quote: "" })).table)).toHaveLength(4);
  });

  test("a quote that swallows the file is given up", async () => {
    const endless = (async function* () {
      yield utf8('a,b\n1,2\n"');
      for (let i = 0; i < 80; i++) yield utf8("3,4\n".repeat(250_000));
    })();
    expect(await readCsv(endless)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("opens in row 2 is not closed") as string }] });
  });

  test("bytes that are no characters are said, and point to the encoding", async () => {
    const ascii = "a,b\n".concat("1,x\n".repeat(200_000));
    const result = await read(Uint8Array.from([...utf8(ascii), 0xf6, 0x2c, 0x31, 0x0a]));
    expect(result.encodingInDoubt).toBe(true);
    expect(messages(result)[0]).toContain("Choose another encoding");
  });
});

describe("what is overruled", () => {
  test("header, delimiter, encoding, skip", async () => {
    expect(grid((await read("a,b\n1,2\n", { header: false })).table)).toEqual([["column_1", "column_2"], ["a", "b"], ["1", "2"]]);
    expect(grid((await read("a;b,c\n1;2,3\n", { delimiter: ";" })).table)).toEqual([["a", "b,c"], ["1", "2,3"]]);
    expect(grid((await read(Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a]), { encoding: "iso-8859-2" })).table)).toEqual([["a"], ["é"]]);
    expect(grid((await read("x,y\na,b\n1,2\n", { skip: 1 })).table)).toEqual([["a", "b"], ["1", "2"]]);
  });

  test("the decimal sign, where cells leave it open", async () => {
    const text = "a;b\n1,234;x\n2,345;y\n";
    expect(cellsOf((await read(text, { decimal: "," })).table.columns[0]!)).toEqual(["1.234", "2.345"]);
    expect(cellsOf((await read(text, { decimal: "." })).table.columns[0]!)).toEqual(["1,234", "2,345"]);
  });
});

describe("what is no table gets a sentence", () => {
  test.each([
    ["nothing", "", "The file is empty"],
    ["blank lines", "\n \n", "The file is empty"],
    ["a zip archive", concat([0x50, 0x4b, 3, 4], utf8("anything")), "zip archive"],
    ["an old workbook", concat([0xd0, 0xcf, 0x11, 0xe0], utf8("anything")), ".xls"],
    ["a picture", concat([0x89], utf8("PNG\r\n")), "picture (PNG)"],
    ["a PDF", "%PDF-1.4\n", "PDF"],
    ["a web page", "\n<!DOCTYPE html>\n<html>", "web page"],
    ["XML", '<?xml version="1.0"?><a/>', "XML"],
    ["JSON", '[{"a": 1}, {"a": 2}]', "JSON"],
    ["random bytes", Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) % 31), "binary data"],
    ["UTF-32", concat([0xff, 0xfe, 0, 0], utf8("a\0\0\0")), "UTF-32"],
  ])("%s", async (_, content, words) => {
    expect(await refusal(content)).toContain(words);
  });

  test("an encoding that does not exist", async () => {
    expect(await refusal("a,b\n", { encoding: "klingon" })).toContain("Unknown encoding 'klingon'");
  });

  test("more columns than anyone has", async () => {
    expect(await refusal(`${",".repeat(20_001)}\n`)).toContain("20,002 cells");
  });
});

describe("progress and cancel", () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield utf8("1,2,3\n".repeat(50_000));
  }

  test("a cancel is heard while chunks keep coming, and the source is let go", async () => {
    const controller = new AbortController();
    const progress: number[] = [];
    let released = false;
    const source = (async function* () { try { yield* endless(); } finally { released = true; } })();
    setTimeout(() => controller.abort(), 100);
    let outcome: unknown;
    const reading = async () => { outcome = await readCsv(source, {}, { signal: controller.signal, onProgress: (bytes) => progress.push(bytes) }); };
    expect(await processorTime(reading)).toBeLessThan(1_000);
    expect(outcome).toMatchObject({ ok: false, problems: [{ message: "Reading was cancelled." }] });
    expect(released).toBe(true);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test("a source that breaks is not hidden", async () => {
    const broken = (async function* () { yield utf8("a,b\n"); throw new TypeError("the disk is gone"); })();
    expect(await readCsv(broken)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("the disk is gone") as string }] });
  });
});
