import { describe, expect, test } from "vitest";
import { cellsOf } from "../../../src/engine/data/table.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import type { FolderSource } from "../../../src/ingest/data-api.ts";
import type { ReadFiles } from "../../../src/ingest/folder/read.ts";
import { readSource } from "../../../src/ingest/source-of-table.ts";
import { bytesOf, zipOf } from "../archive/zips.ts";
import { jpeg, png } from "../pictures/made.ts";

const folder = (files: Readonly<Record<string, string | Uint8Array>>): FolderSource =>
  ({ name: "pets", files: Object.entries(files).map(([path, content]) => ({ path, file: new Blob([Uint8Array.from(bytesOf(content))]) })) });
const zip = (files: Readonly<Record<string, string | Uint8Array>>, damaged?: string): Blob =>
  new Blob([zipOf(Object.entries(files).map(([name, data]) => ({ name, data, ...(name === damaged && { crc: 1 }) })))]);

const said = (outcome: Outcome<ReadFiles>): string[] => (outcome.ok ? outcome.value.notes : outcome.problems).map(({ message }) => message);
async function read(source: Blob | FolderSource, options = {}): Promise<ReadFiles> {
  const outcome = await readSource(source, "source", options, {});
  if (!outcome.ok) throw new Error(said(outcome).join("; "));
  return outcome.value;
}
const grid = ({ table }: ReadFiles) => Object.fromEntries(table.columns.map((column) => [column.name, cellsOf(column)]));

const files = { "pets/t.csv": "file,kind\n1,cat\n2,dog\n3,dog\n", "pets/im/1.png": png(), "pets/im/2.jpg": jpeg(), "pets/im/4.png": png({ kind: 0 }) };

describe.each([["an archive", zip], ["a folder", folder]])("%s", (_, source) => {
  test("a table, joined to its pictures", async () => {
    const result = await read(source(files));
    expect(grid(result)).toEqual({ file: ["pets/im/1.png", "pets/im/2.jpg", null], kind: ["cat", "dog", "dog"] });
    expect(result.pictures.map(({ path, facts }) => [path, facts.channels])).toEqual([["pets/im/1.png", 3], ["pets/im/2.jpg", 3]]);
    expect(await result.pictures[1]!.bytes()).toEqual(jpeg());
    expect(result.dialect).toMatchObject({ format: "csv", among: { chosen: "pets/t.csv", tables: ["pets/t.csv"], pictures: 3 } });
    expect(result.notes.map(({ message }) => message)).toEqual([expect.stringContaining("3 (row 3)"), expect.stringContaining("pets/im/4.png")]);
  });

  test("its folders instead, and one of several tables", async () => {
    expect(grid(await read(source({ ...files, "pets/old/5.png": png() }), { among: "" }))).toMatchObject({ label: ["im", "im", "im", "old"] });
    expect(grid(await read(source({ "a.csv": "x\n1\n", "b.csv": "y\n2\n" }), { among: "b.csv" }))).toEqual({ y: ["2"] });
  });

  test("a table without pictures, of more bytes than one part of a blob", async () => {
    const text = `a,b\n${"12345,x\n".repeat(700_000)}`;
    const result = await read(source({ "t.csv": text }));
    expect(result.table.rows).toBe(700_000);
    expect(result.pictures).toEqual([]);
  });

  test("nothing to be read: why, file by file", async () => {
    expect(said(await readSource(source({ "a.png": "x" }), "source", {}, {}))).toEqual([expect.stringContaining("there is no table and no picture"), "a.png: Its name ends in .png, and its bytes are no picture."]);
  });

  test("a cancel ends it", async () => {
    expect(said(await readSource(source(files), "source", {}, { signal: AbortSignal.abort() }))).toEqual(["Reading was cancelled."]);
  });
});

test("a damaged table in an archive says so by its name; damaged pictures are listed, and the rest loads", async () => {
  expect(said(await readSource(zip(files, "pets/t.csv"), "source", {}, {}))).toEqual(["pets/t.csv: Its checksum is wrong: the archive is damaged. Copy or download it again."]);
  const result = await read(zip(files, "pets/im/2.jpg"));
  expect(grid(result)["file"]).toEqual(["pets/im/1.png", null, null]);
  expect(result.notes.map(({ message }) => message)).toContainEqual("pets/im/2.jpg: Its checksum is wrong: the archive is damaged. Copy or download it again.");
});

test("of many files that cannot be used each is listed with its reason", async () => {
  const empty = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`cat/${10 + i}.png`, ""]));
  const { notes } = await read(folder({ ...empty, "cat/a.png": png(), "dog/b.png": png() }));
  const said = notes.flatMap(({ message, all }) => all ?? message);
  expect(said).toEqual(Object.keys(empty).map((path) => `${path}: The file is empty.`));
  expect(notes.at(-1)!.message).toBe("10 more files could not be used.");
});

test("the column of a folder's pictures is called as is asked, whatever the others are called", async () => {
  const source = folder({ "cat/a.png": png(), "dog/b.png": png() });
  expect(grid(await read(source, { pictures: "photo" }))).toEqual({ photo: ["cat/a.png", "dog/b.png"], label: ["cat", "dog"] });
  expect(grid(await read(source, { pictures: "label" }))).toEqual({ label: ["cat/a.png", "dog/b.png"] });
});
