/** What was chosen for a column stays when its file is read again, or another one of the same names. */
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, it } from "vitest";
import { DataSets } from "../../src/ingest/data-set.ts";
import type { DataSet } from "../../src/ingest/data-api.ts";
import type { Outcome } from "../../src/engine/schema/problem.ts";
import { rowsOf, workbook } from "./formats/excel-files.ts";

const valueOf = (outcome: Outcome<DataSet>): DataSet => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join(" "));
  return outcome.value;
};
const settings = ({ columns }: DataSet) => columns.map(({ name, missing, decimal }) => [name, missing, decimal]);

it("keeps spellings that were added or kept as values, and the decimal sign, by name", async () => {
  const sets = new DataSets();
  await sets.open("old", new File(["a,b\nNA,1\nwrong,2\nx,3"], "old.csv"), {});
  await sets.setMissing("old", "a", ["wrong"]);
  await sets.setDecimal("old", "b", ",");
  const next = valueOf(await sets.open("new", new File(["b;a;c\n1;NA;NA\n2;?;1\n3;wrong;2\n4;x;2\n5;y;2\n6;z;2"], "new.csv"), {}, undefined, "old"));
  expect(settings(next)).toEqual([["b", [], ","], ["a", ["?", "wrong"], "."], ["c", ["NA"], "."]]);
});

it("keeps them when the same file is read another way", async () => {
  const sets = new DataSets();
  await sets.open("one", new File(["a;b\nNA;1\nx;2\ny;3"], "t.csv"), {});
  await sets.setMissing("one", "a", ["x"]);
  const again = valueOf(await sets.reread("one", { decimal: "," }));
  expect(settings(again)[0]).toEqual(["a", ["x"], "."]);
  const third = valueOf(await sets.reread("one", { decimal: "." }));
  expect(settings(third)[0]).toEqual(["a", ["x"], "."]);
});

it("takes the sheet that was chosen, where the next file has it", async () => {
  const sets = new DataSets();
  const document = (extra: object) => new File([JSON.stringify({ users: [{ n: 1 }, { n: 2 }], orders: [{ id: 7 }], ...extra })], "t.json");
  await sets.open("old", document({}), { sheet: "orders" });
  expect(valueOf(await sets.open("new", document({ more: [{ z: 1 }, { z: 2 }, { z: 3 }] }), {}, undefined, "old")).dialect).toMatchObject({ sheet: "orders" });
  expect(valueOf(await sets.open("csv", new File(["a\n1\n2"], "t.csv"), {}, undefined, "old")).dialect).toMatchObject({ format: "csv" });
});

it("keeps them from one format to the next; a decimal comma only where numbers are text", async () => {
  const sets = new DataSets();
  await sets.open("csv", new File(["price;kind\n1,5;x\n2,5;none given\n3,5;NA"], "t.csv"), {});
  await sets.setMissing("csv", "kind", ["none given"]);
  await sets.setDecimal("csv", "price", ".");
  const xlsx = new File([Uint8Array.from(workbook({ sheets: { S: rowsOf([["kind", "price"], ["NA", 4.25], ["none given", 5.5], ["y", 6]]) } }))], "t.xlsx");
  const parquet = new File([parquetWriteBuffer({ columnData: [{ name: "price", data: [7.25, 8.5] }, { name: "kind", data: ["NA", "none given"] }] })], "t.parquet");
  for (const [from, to, file, prices] of [["csv", "xlsx", xlsx, ["4.25", "5.5", "6"]], ["xlsx", "parquet", parquet, ["7.25", "8.5"]]] as const) {
    const set = valueOf(await sets.open(to, file, {}, undefined, from));
    expect(settings(set).find(([name]) => name === "kind")).toEqual(["kind", ["none given"], "."]);
    expect(await sets.cells(to, "price")).toEqual(prices);
  }
  await sets.open("point", new File(["price;kind\n1.234;x\n2.345;y"], "t.csv"), {});
  await sets.setDecimal("point", "price", ",");
  valueOf(await sets.open("typed", new File([Uint8Array.from(workbook({ sheets: { S: rowsOf([["price"], [1.5], [2.5]]) } }))], "t.xlsx"), {}, undefined, "point"));
  expect(await sets.cells("typed", "price")).toEqual(["1.5", "2.5"]);
  valueOf(await sets.open("text", new File(["price;kind\n1.234;x\n2.345;y"], "t.csv"), {}, undefined, "point"));
  expect(await sets.cells("text", "price")).toEqual(["1234", "2345"]);
});
