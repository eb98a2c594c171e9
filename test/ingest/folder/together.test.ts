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
  expect(set.dialect.among).toEqual({
    chosen: "train.csv + valid.jsonl + test.csv", tables: ["test.csv", "train.csv", "valid.jsonl"], pictures: 0,
    together: { way: "parts", tables: [{ name: "train.csv", part: 0 }, { name: "valid.jsonl", part: 1 }, { name: "test.csv", part: 2 }] },
  });
  expect(set.profile.rows).toBe(42);
  expect(await sets.cells("a", "split")).toEqual([...Array.from({ length: 30 }, () => "0"), "1", "1", ...Array.from({ length: 10 }, () => "2")]);
  expect(messagesOf(set)[0]).toMatch(/0 for the 30 rows of train\.csv \(training\), 1 for the 2 rows of valid\.jsonl/);
  const roles = Object.fromEntries(inferColumns(set.profile).map(({ column, type, suggested }) => [column, { type, role: column === "ill" ? "output" as const : suggested }]));
  expect(starterConfig(set.profile, roles)).toMatch(/split: \{type: fixed, column: split\}/);
  expect(valueOf(await sets.reread("a", { among: "train.csv" })).profile.rows).toBe(30);
});

test("files called for training and testing that share no columns are tables of their own", async () => {
  const set = valueOf(await new DataSets().open("a", source({ "test.csv": "x\n1", "train.csv": "y,z\n2,3" }), {}));
  expect(set.dialect.among).toEqual({ chosen: "test.csv", tables: ["test.csv", "train.csv"], pictures: 0 });
});

const shop = source({ "orders.csv": "id,customer,price\n1,a,5\n2,b,6\n3,zz,7", "customers.csv": "customer,age\na,30\nb,40\nc,50" });
const JOIN = { way: "join", first: "orders.csv", others: [{ table: "customers.csv", left: "customer", right: "customer" }] } as const;

test("tables are looked at side by side, previewed together, and put together when that is chosen", async () => {
  const sets = new DataSets();
  const set = valueOf(await sets.open("a", shop, {}));
  expect(set.dialect.among).toEqual({ chosen: "orders.csv", tables: ["orders.csv", "customers.csv"], pictures: 0 });
  const looked = await sets.tables("a");
  if (!looked.ok) throw new Error("expected tables");
  expect(looked.value).toMatchObject({ tables: [{ name: "orders.csv", rows: 3 }, { name: "customers.csv", columns: ["customer", "age"] }], refused: [], proposed: JOIN });
  const seen = await sets.preview("a", JOIN);
  if (!seen.ok) throw new Error("expected a preview");
  expect(seen.value).toMatchObject({ rows: 3, columns: ["id", "customer", "price", "age"], cells: [["1", "a", "5", "30"], ["2", "b", "6", "40"], ["3", "zz", "7", null]] });
  expect(seen.value.matches).toEqual([{ table: "customers.csv", matched: 2, rows: 3, unused: 1, missing: ["zz"], unmatched: 1, repeated: [], repeats: 0 }]);
  expect(await sets.rows("a", { from: 0, to: 1 })).toEqual([["1", "a", "5"]]);

  const joined = valueOf(await sets.reread("a", { together: JOIN }));
  expect(joined.dialect.among).toMatchObject({ chosen: "orders.csv + customers.csv", together: JOIN });
  expect(grid((await sets.table("a")).table)).toEqual([["id", "customer", "price", "age"], ["1", "a", "5", "30"], ["2", "b", "6", "40"], ["3", "zz", "7", ""]]);
  expect(messagesOf(joined)).toContainEqual(expect.stringContaining("customers.csv has not; the cells beside it are missing: zz"));
  expect((await sets.preview("a", JOIN)).ok).toBe(false);
});

test("a combination stays for other files of the same names, with the choices made for its columns; for others it is forgotten", async () => {
  const sets = new DataSets();
  valueOf(await sets.open("a", shop, { together: JOIN }));
  valueOf(await sets.setMissing("a", "age", ["40"]));
  const again = valueOf(await sets.open("b", source({ "customers.csv": "customer,age\na,40\nb,41", "orders.csv": "id,customer\n1,b\n2,a" }), {}, undefined, "a"));
  expect(again.dialect.among?.together).toEqual(JOIN);
  expect(await sets.cells("b", "age")).toEqual(["41", null]);
  const other = valueOf(await sets.open("c", source({ "x.csv": "customer\na", "y.csv": "age\n40" }), {}, undefined, "b"));
  expect(other.dialect.among).toEqual({ chosen: "x.csv", tables: ["x.csv", "y.csv"], pictures: 0 });
});

test("what cannot be read is listed beside the tables, and fails with its reason when it is chosen", async () => {
  const sets = new DataSets();
  valueOf(await sets.open("a", source({ "a.csv": "x\n1", "b.parquet": "PAR1 and no more" }), {}));
  const looked = await sets.tables("a");
  expect(looked.ok && looked.value).toMatchObject({ tables: [{ name: "a.csv" }], refused: [{ path: "b.parquet", why: expect.stringContaining("Parquet file is damaged") }], proposed: null });
  for (const options of [{ among: "b.parquet" }, { together: { way: "stack", tables: ["a.csv", "b.parquet"] } }] as const) {
    const outcome = await sets.reread("a", options);
    expect(outcome.ok ? "" : outcome.problems[0]?.message).toMatch(/Parquet file is damaged/);
  }
});

test("the tables of twelve months are proposed one below the other", async () => {
  const sets = new DataSets();
  valueOf(await sets.open("a", source(Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`${i}.csv`, `x,y\n${i},1`]))), {}));
  const looked = await sets.tables("a");
  expect(looked.ok && looked.value.proposed).toMatchObject({ way: "stack", tables: { length: 14 } });
});

test("too many tables are not looked at together, and one of them is read", async () => {
  const sets = new DataSets();
  valueOf(await sets.open("a", source(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.csv`, "x\n1"]))), {}));
  const looked = await sets.tables("a");
  expect(looked.ok ? "" : looked.problems[0]?.message).toMatch(/^These are 101 tables; at most 100 are put together/);
});
