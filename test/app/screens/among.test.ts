import { expect, test } from "vitest";
import { fileOf } from "../../../src/app/screens/1-data/among.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";

async function opened(name: string, files: Readonly<Record<string, string>>, options = {}) {
  const set = await new DataSets().open("x", { name, files: Object.entries(files).map(([path, text]) => ({ path, file: new Blob([text]) })) }, options);
  if (!set.ok) throw new Error("expected a table");
  return fileOf(set.value);
}
const rows = (from: number) => `a,b\n${Array.from({ length: 20 }, (_, i) => `${from + i},x`).join("\n")}\n`;

test("the rows are from the files that are read, not from the first that was dropped", async () => {
  const parts = { "train.csv": rows(0), "validation.csv": rows(20), "test.csv": rows(40) };
  expect(await opened("train.csv", parts)).toBe("train.csv and 2 more");
  expect(await opened("people.csv", { "people.csv": rows(0), "prices.csv": "c\n1\n" }, { among: "prices.csv" })).toBe("prices.csv");
  expect(await opened("people.csv", { "people.csv": rows(0), "prices.csv": "c\n1\n" })).toBe("people.csv");
  expect(await opened("data", { "people.csv": rows(0), "prices.csv": "c\n1\n" })).toBe("data");
});
