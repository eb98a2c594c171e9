/** Files of the reference implementation (test/golden/formats.py), packed in every way that it knows. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { grid, read } from "./reading.ts";

interface Golden { readonly cells: readonly (readonly string[])[]; readonly files: Readonly<Record<string, string>> }
const { cells, files } = JSON.parse(readFileSync(new URL("../../golden/formats.json", import.meta.url), "utf8")) as Golden;

it.each(Object.entries(files))("%s", async (name, bytes) => {
  const rows = grid((await read(Buffer.from(bytes, "base64"), name)).table);
  expect(rows[0]).toEqual(cells[0]);
  expect(rows).toHaveLength(121);
  rows.slice(1).forEach((row, i) => expect(row, `row ${i + 1}`).toEqual(cells[1 + (i % 3)]));
});
