import { expect, test } from "vitest";
import { starterConfig } from "../../../src/engine/config/starter.ts";
import { inferColumns } from "../../../src/engine/advice/infer.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import type { DataSet, FolderSource } from "../../../src/ingest/data-api.ts";
import { grid } from "../reading.ts";

const source = (files: Readonly<Record<string, string>>): FolderSource => ({ name: "files", files: Object.entries(files).map(([path, text]) => ({ path, file: new Blob([text]) })) });
const valueOf = (outcome: Outcome<DataSet>): DataSet => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join(" "));
  return outcome.value;
};
const messagesOf = ({ notes }: DataSet) => notes.map(({ message }) => message);

test("training, validation and test rows in files of their own become one table, and a config with their split", async () => {
  const sets = new DataSets();
  const rows = (from: number, many: number) => Array.from({ length: many }, (_, i) => `${from + i},${i % 2 ? "yes" : "no"}`).join("\n");
  const files = source({ "test.csv": `age,ill\n${rows(50, 10)}`, "train.csv": `age,ill\n${rows(0, 30)}`, "valid.jsonl": '{"age": 99, "ill": "no"}\n{"age": 98, "ill": "yes"}' });
  const set = valueOf(await sets.open("a", files, {}));
  expect(set.dialect.among).toEqual({ chosen: "train.csv + valid.jsonl + test.csv", tables: ["test.csv", "train.csv", "valid.jsonl", "train.csv + valid.jsonl + test.csv"], pictures: 0 });
  expect(set.profile.rows).toBe(42);
  expect(await sets.cells("a", "split")).toEqual([...Array.from({ length: 30 }, () => "0"), "1", "1", ...Array.from({ length: 10 }, () => "2")]);
  expect(messagesOf(set)[0]).toMatch(/0 for the 30 rows of train\.csv \(training\), 1 for the 2 rows of valid\.jsonl/);
  const roles = Object.fromEntries(inferColumns(set.profile).map(({ column, type, suggested }) => [column, { type, role: column === "ill" ? "output" as const : suggested }]));
  expect(starterConfig(set.profile, roles)).toMatch(/split: \{type: fixed, column: split\}/);
  expect(valueOf(await sets.reread("a", { among: "train.csv" })).profile.rows).toBe(30);
});

test("a table beside another is proposed by their key, and joined when it is chosen", async () => {
  const sets = new DataSets();
  const files = source({ "orders.csv": "id,customer,price\n1,a,5\n2,b,6\n3,zz,7", "customers.csv": "customer,age\na,30\nb,40\nc,50" });
  const set = valueOf(await sets.open("a", files, {}));
  expect(set.dialect.among).toEqual({ chosen: "orders.csv", tables: ["orders.csv", "customers.csv", "orders.csv + customers.csv (customer)", "customers.csv + orders.csv (customer)"], pictures: 0 });
  const joined = valueOf(await sets.reread("a", { among: "orders.csv + customers.csv (customer)" }));
  const { table } = await sets.table("a");
  expect(grid(table)).toEqual([["id", "customer", "price", "age"], ["1", "a", "5", "30"], ["2", "b", "6", "40"], ["3", "zz", "7", ""]]);
  expect(messagesOf(joined)).toContainEqual(expect.stringContaining("customers.csv has not; the cells beside it are missing: zz"));
});

test("a part that cannot be read is left out, and fails with its reason when it is chosen", async () => {
  const sets = new DataSets();
  const files = source({ "a.csv": "x\n1", "b.parquet": "PAR1 and no more" });
  expect(valueOf(await sets.open("a", files, {})).dialect.among?.tables).toEqual(["a.csv", "b.parquet"]);
  const outcome = await sets.reread("a", { among: "b.parquet" });
  expect(outcome.ok ? "" : outcome.problems[0]?.message).toMatch(/Parquet file is damaged/);
});
