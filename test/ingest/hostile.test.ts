import { describe, expect, test } from "vitest";
import { inferColumns } from "../../src/engine/advice/infer.ts";
import { inspectYaml } from "../../src/engine/advice/inspect.ts";
import { starterConfig } from "../../src/engine/config/starter.ts";
import { DataSets } from "../../src/ingest/data-set.ts";
import { profileColumn } from "../../src/ingest/profile.ts";
import { readCsv } from "../../src/ingest/csv.ts";
import { concat, grid, messages, read, refusal, utf16, utf8 } from "./reading.ts";

const MEGABYTE = 1024 * 1024;
async function* pieces(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? utf8(part) : part;
}
/** The same bytes again and again, as a file far larger than memory would give them. */
async function* endless(before: string, unit: string, megabytes: number): AsyncGenerator<Uint8Array> {
  yield utf8(before);
  const piece = utf8(unit.repeat(Math.ceil(MEGABYTE / unit.length)));
  for (let i = 0; i < megabytes; i++) yield piece;
}
async function sentence(source: AsyncGenerator<Uint8Array>): Promise<string> {
  const outcome = await readCsv(source);
  return outcome.ok ? `a table of ${outcome.value.table.rows} rows` : outcome.problems.map(({ message }) => message).join("; ");
}

describe("files that hold nothing", () => {
  test.each([["no byte", ""], ["a mark", Uint8Array.of(0xef, 0xbb, 0xbf)], ["a mark of UTF-16", Uint8Array.of(0xff, 0xfe)], ["blanks", " \n\t\n  \r\n"], ["no-break spaces", "\u00a0\n\u3000\n"]])("%s", async (_, content) => {
    expect(await refusal(content)).toBe("The file is empty. Expected rows of cells, the first naming the columns.");
  });

  test("a header with or without its line end is a table without rows", async () => {
    for (const text of ["a,b,c\n", "a,b,c"]) expect(grid((await read(text)).table)).toEqual([["a", "b", "c"]]);
  });
});

describe("lines that never end are given up early, with a sentence", () => {
  test.each([
    ["letters", "", "x", /^The first row does not end within 8 million characters/],
    ["commas", "", ",", /^The first row does not end|^The first row has more than a million cells/],
    ["quotes", "", '"', /^The first row does not end/],
    ["quotes and commas", "", '",', /^The first row does not end|more than a million cells/],
    ["commas in the first row of data", "a,b\n1,2\n", ",", /^Row 2 has more than a million cells\. Is the delimiter ',' right/],
    ["letters in the first row of data", "a,b\n1,2\n", "x", /^A quote|goes on for more than 64 million characters|does not end/],
  ])("%s", async (_, before, unit, words) => {
    expect(await sentence(endless(before, unit, 100))).toMatch(words);
  }, 60_000);
});

describe("columns", () => {
  test("ten thousand of one name are numbered in one go", async () => {
    const { table } = await read(`${"a,".repeat(9_999)}a\n${"1,".repeat(9_999)}1\n`);
    expect(table.columns.at(-1)!.name).toBe("a_10000");
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(10_000);
  });

  test("one column: a blank line is an empty cell, so that rows stay where they stand; those at the end are none", async () => {
    const result = await read("age\n5\n\n7\n\n\n");
    expect(grid(result.table)).toEqual([["age"], ["5"], [""], ["7"]]);
    expect(messages(result)).toEqual(["1 blank line was read as an empty cell: the table has one column.", "2 blank lines were left out."]);
  });

  test("all missing, all the same, and numbers beyond numbers: typed, and never an exception", async () => {
    const { table } = await read("id,none,same,huge,mixed,date\n1,,x,1e999,1,2020-01-01\n2,NA,x,-1e999,one,01/02/2020\n3,,x,1e308,1.5.2,3 Jan 2021\n4,NA,x,-1e308,0x10,yesterday\n");
    const profile = { rows: table.rows, columns: table.columns.map(profileColumn) };
    expect(inferColumns(profile).map(({ column, suggested, why }) => [column, suggested, why])).toEqual([
      ["id", "off", expect.stringContaining("names the rows")],
      ["none", "off", "every cell is missing"],
      ["same", "off", "every cell is the same"],
      ["huge", "off", expect.any(String)],
      ["mixed", "off", expect.any(String)],
      ["date", "input", ""],
    ]);
  });

  test.each([
    ["one value", "yes", "binary", /hold 'yes' only, so there is no difference to learn/],
    ["one value as a category", "yes", "category", /needs at least 2 classes in the training rows; all are 'yes'/],
    ["no value", "", "number", /every cell of 'y' is missing/],
  ])("a target with %s is an error with the reason", async (_, cell, type, words) => {
    const { table } = await read(`x,y\n${Array.from({ length: 30 }, (__, i) => `${i},${cell}`).join("\n")}\n`);
    const profile = { rows: table.rows, columns: table.columns.map(profileColumn) };
    const yaml = starterConfig(profile, { x: { role: "input", type: "number" }, y: { role: "output", type } });
    const { problems, sketch } = inspectYaml(yaml, profile);
    expect(sketch).toBeNull();
    expect(problems.filter(({ severity }) => severity === "error").map(({ message }) => message)).toContainEqual(expect.stringMatching(words));
  });
});

describe("characters", () => {
  test("a zero byte here and there does not make a file UTF-16", async () => {
    const result = await read("a,b\n1\0,2\n3,4\n");
    expect(grid(result.table)).toEqual([["a", "b"], ["1\0", "2"], ["3", "4"]]);
    expect(result.dialect.encoding).toBe("utf-8");
  });

  test.each(["le", "be"] as const)("UTF-16 %s without a mark is still known, in Latin and in Chinese", async (order) => {
    for (const text of ["a,b\n1,2\n", "名字,城市\n上海,上\n北京,上\n", "a,b"]) expect(grid((await read(utf16(text, order))).table)[0]).toHaveLength(2);
  });

  test("half a pair of surrogates is said to be no character", async () => {
    const result = await read(concat([0xff, 0xfe], concat(utf16("a,b\n", "le"), concat(Uint8Array.of(0x00, 0xd8), utf16(",1\n", "le")))));
    expect(grid(result.table)).toEqual([["a", "b"], ["\ufffd", "1"]]);
    expect(messages(result)[0]).toContain("Choose another encoding");
  });

  test("marks of direction, zero-width characters and code in names are kept as they are", async () => {
    const names = ["\u200fשם", "a\u200bb", "a\u200cb", "\u202eabc", "<script>", "{@html x}", "javascript:alert(1)", "hasOwnProperty"];
    expect(grid((await read(`${names.join(",")}\n1,2,3,4,5,6,7,8\n`)).table)[0]).toEqual(names);
  });
});

describe("what is no table, told by its first bytes", () => {
  test.each([
    ["an empty archive", concat([0x50, 0x4b, 5, 6], new Uint8Array(18)), "an empty zip archive"],
    ["WebP", concat(utf8("RIFF"), new Uint8Array(20)), "a picture, sound or film"],
    ["TIFF", Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0), "a picture (TIFF)"],
    ["RAR", "Rar!\x1a\x07\x00", "a RAR archive"],
    ["a program", concat([0x7f, 0x45, 0x4c, 0x46], new Uint8Array(60)), "a program"],
    ["a film", concat([0, 0, 0, 32], concat(utf8("ftypisom"), new Uint8Array(60))), "binary data"],
    ["RTF", "{\\rtf1\\ansi hello}", "a text document (RTF)"],
    ["zero bytes", new Uint8Array(1_000), "binary data"],
  ])("%s", async (_, content, words) => {
    expect(await refusal(content)).toMatch(new RegExp(`^This file is ${words.replaceAll(/[()]/g, "\\$&")}`));
  });
});

describe("files that go away while they are read", () => {
  const gone = () => (async function* (): AsyncGenerator<Uint8Array> {
    yield utf8("a,b\n1,2\n");
    throw new DOMException("The requested file could not be read.", "NotReadableError");
  })();

  test("a sentence says what may have happened, and what to do", async () => {
    expect(await sentence(gone())).toBe("The file could not be read to its end: it was changed, moved or removed, or it is a folder. Choose the file again. (NotReadableError: The requested file could not be read.)");
  });

  test("the data set that was open stays open", async () => {
    const sets = new DataSets();
    const file = new File(["a,b\n1,2\n"], "x.csv");
    expect(await sets.open("x", file, {})).toMatchObject({ ok: true });
    file.stream = () => new ReadableStream({ pull: (controller) => controller.error(new DOMException("gone", "NotReadableError")) });
    expect(await sets.reread("x", { header: false })).toMatchObject({ ok: false });
    expect(await sets.rows("x", { from: 0, to: 1 })).toEqual([["1", "2"]]);
  });
});

test("what a page is shown of a cell of ten million characters is its beginning; the cell itself is whole", async () => {
  const sets = new DataSets();
  const opened = await sets.open("x", { name: "x", text: `a,b\n${"word ".repeat(2_000_000)},1\n` }, {});
  expect(opened.ok && opened.value.profile.columns[0]!.top[0]!.value).toHaveLength(1_001);
  expect((await sets.rows("x", { from: 0, to: 1 }))[0]![0]).toBe(`${"word ".repeat(200)}…`);
  expect((await sets.cells("x", "a"))[0]).toHaveLength(10_000_000);
});

test("notes say the line of the file, whatever stood above", async () => {
  expect(messages(await read('a,b,c\n"x\ny",2,3\n\n1,2,3\n4,5\n6,7,8,9\n1,2\n'))).toEqual([
    "2 rows (rows 3 and 5; the first in line 6) had fewer than 3 cells; the cells that are not there count as missing. Rows are counted from 1 below the header.",
    "1 row (row 4, in line 7) had more than 3 cells; the extra cells were left out. If cells hold the delimiter, they need quotes around them.",
    "1 blank line was left out.",
  ]);
});

test("pieces of a file that hold nothing change nothing", async () => {
  expect(await sentence(pieces("", "a,b\n", "", "1,2\n", ""))).toBe("a table of 1 rows");
});
