/** Several tables to one: parts with a split, one below the other, and beside each other by a key. */
import { describe, expect, it } from "vitest";
import { tableFrom } from "../../src/engine/data/table.ts";
import { combine, nameOf, type Combination } from "../../src/ingest/combine/combination.ts";
import { joinTables } from "../../src/ingest/combine/join.ts";
import { keyOf } from "../../src/ingest/combine/keys.ts";
import { joinsFrom, keysAmong, partsOf, proposed } from "../../src/ingest/combine/propose.ts";
import { partOfName, stackTables } from "../../src/ingest/combine/stack.ts";
import { grid } from "./reading.ts";

const messagesOf = ({ notes }: { readonly notes: readonly { readonly message: string }[] }) => notes.map(({ message }) => message);

describe("parts", () => {
  it("are told by their names", () => {
    expect(["train.csv", "a/titanic_test.csv", "Validation.parquet", "dev-set.jsonl", "trainers.csv", "train-test.csv", "data.csv"].map(partOfName)).toEqual([0, 2, 1, 1, null, null, null]);
    expect(partsOf(["test.csv", "x.csv", "train.csv"])).toEqual([{ name: "train.csv", part: 0 }, { name: "test.csv", part: 2 }]);
    expect(partsOf(["test.csv", "validation.csv"])).toEqual([]);
    expect(partsOf(["train.csv", "train2/train.csv", "test.csv"])).toEqual([]);
  });

  it("become one table whose last column says where rows come from", () => {
    const train = { ...tableFrom({ a: ["1", "NA"], split: ["x", "y"] }) };
    const made = stackTables([
      { name: "train.csv", table: { ...train, columns: train.columns.map((column) => ({ ...column, missing: column.name === "a" ? ["NA"] : [] })) } },
      { name: "test.csv", table: tableFrom({ b: ["z"], a: ["3"] }) },
    ], { column: "split", of: [0, 2] });
    expect(grid(made.table)).toEqual([["a", "split_2", "b", "split"], ["1", "x", "", "0"], ["NA", "y", "", "0"], ["3", "", "z", "2"]]);
    expect(made.table.columns[0]?.missing).toEqual(["NA"]);
    expect(messagesOf(made)).toEqual([expect.stringMatching(/0 for the 2 rows of train\.csv \(training\) and 2 for the 1 row of test\.csv/), expect.stringContaining("train.csv has no column b"), expect.stringContaining("test.csv has no column split"), expect.stringContaining("'split' became 'split_2'")]);
  });

  it("are written with points where their decimal signs differ", () => {
    const comma = tableFrom({ a: ["1.234,5"] });
    const made = stackTables([{ name: "train", table: tableFrom({ a: ["2.5"] }) }, { name: "test", table: { ...comma, columns: comma.columns.map((column) => ({ ...column, decimal: "," as const })) } }], { column: "split", of: [0, 2] });
    expect(grid(made.table).map(([cell]) => cell)).toEqual(["a", "2.5", "1234.5"]);
  });
});

describe("a join", () => {
  const orders = { name: "orders.csv", table: tableFrom({ id: ["1", "2", "3", "4"], customer: ["a", "b ", "zz", null], price: ["5", "6", "7", "8"] }) };
  const customers = { name: "customers.csv", table: tableFrom({ customer: ["b", "a", "c", "a"], price: ["low", "high", "low", "other"], age: ["30", null, "50", "60"] }) };

  it("keeps each row of the left table once, and counts what did not fit", () => {
    const made = joinTables(orders, customers, { left: "customer", right: "customer" });
    expect(grid(made.table)).toEqual([
      ["id", "customer", "price", "price_2", "age"],
      ["1", "a", "5", "high", ""],
      ["2", "b ", "6", "low", "30"],
      ["3", "zz", "7", "", ""],
      ["4", "", "8", "", ""],
    ]);
    expect(messagesOf(made)).toEqual([
      expect.stringContaining("2 of the 3 keys of customers.csv occur"),
      expect.stringContaining("1 row has a key that customers.csv has not; the cells beside it are missing: zz"),
      expect.stringContaining("1 row has no 'customer'"),
      expect.stringContaining("1 key occurs more than once in customers.csv, and the first row of each was taken: a"),
      expect.stringContaining("'price' became 'price_2'"),
    ]);
    expect(made.match).toEqual({ table: "customers.csv", matched: 2, rows: 4, unused: 1, missing: ["zz"], unmatched: 1, repeated: ["a"] });
  });

  it("reads a whole number that pandas wrote with a point as that number", () => {
    const visits = { name: "visits", table: tableFrom({ patient: ["1.0", "", "3.0", "x"], n: ["a", "b", "c", "d"] }) };
    const patients = { name: "patients", table: tableFrom({ id: ["1", "2", "3", "x"], age: ["30", "40", "50", "60"] }) };
    expect(grid(joinTables(visits, patients, { left: "patient", right: "id" }).table).map((row) => row.at(-1))).toEqual(["age", "30", "", "50", "60"]);
  });
});

describe("a key", () => {
  const people = tableFrom({ city: ["Oslo", "Rome", "Oslo"], age: ["1", "2", "3"] });
  const cities = tableFrom({ city: ["Rome", "Oslo"], age: ["9", "9"] });

  it("is a column whose values the other table has once each", () => {
    expect(keyOf(people, cities)).toEqual({ left: "city", right: "city", score: 2 });
    expect(keyOf(cities, people)).toBeNull();
  });

  it("may have another name on each side, where one holds the other and the values are there", () => {
    const orders = tableFrom({ n: ["1", "2", "3"], Customer_ID: ["7", "8", "7"] });
    expect(keyOf(orders, tableFrom({ id: ["7", "8", "9"], n: ["x", "y", "z"] }))).toMatchObject({ left: "Customer_ID", right: "id" });
    expect(keyOf(orders, tableFrom({ id: ["70", "80", "90"], m: ["1", "2", "3"] }))).toBeNull();
    expect(keyOf(orders, tableFrom({ other: ["7", "8", "9"] }))).toBeNull();
  });
});

describe("a proposal", () => {
  const table = (name: string, columns: Parameters<typeof tableFrom>[0]) => ({ name, table: tableFrom(columns) });
  const rows = { a: ["1", "2"], b: ["x", "y"] };

  it("is parts where names and columns say so", () => {
    expect(proposed([table("test.csv", { a: ["3"] }), table("train.csv", rows)])).toEqual({ way: "parts", tables: [{ name: "train.csv", part: 0 }, { name: "test.csv", part: 2 }] });
    expect(proposed([table("test.csv", { q: ["3"] }), table("train.csv", rows)])).toBeNull();
  });

  it("is one below the other where all have the same columns, in whatever order", () => {
    expect(proposed([table("2021.csv", rows), table("2022.csv", { b: ["z"], a: ["3"] })])).toEqual({ way: "stack", tables: ["2021.csv", "2022.csv"] });
  });

  it("is the join that takes in most tables, through one to the next", () => {
    const regions = table("regions.csv", { region: ["north", "south"], taxes: ["1", "2"] });
    const customers = table("customers.csv", { id: ["7", "8", "9"], region: ["south", "north", "south"] });
    const orders = table("orders.csv", { order: ["1", "2", "3"], customer_id: ["8", "7", "8"] });
    const sides = [regions, customers, orders];
    const join = proposed(sides)!;
    expect(join).toEqual({ way: "join", first: "orders.csv", others: [{ table: "customers.csv", left: "customer_id", right: "id" }, { table: "regions.csv", left: "region", right: "region" }] });
    expect(joinsFrom("regions.csv", sides.map(({ name }) => name), keysAmong(sides))).toEqual([]);
    const made = combine(join, sides);
    expect(made.ok && grid(made.value.table)).toEqual([["order", "customer_id", "region", "taxes"], ["1", "8", "north", "1"], ["2", "7", "south", "2"], ["3", "8", "north", "1"]]);
    expect(nameOf(join)).toBe("orders.csv + customers.csv + regions.csv");
  });

  it("is nothing where nothing fits", () => {
    expect(proposed([table("x.csv", { a: ["1"] }), table("y.csv", { b: ["2"] })])).toBeNull();
  });
});

describe("a combination", () => {
  const sides = [{ name: "a", table: tableFrom({ k: ["1"], v: ["x"] }) }, { name: "b", table: tableFrom({ k: ["1"], v: ["y"] }) }];
  const said = (combination: Combination): string => {
    const made = combine(combination, sides);
    return made.ok ? grid(made.value.table).map((row) => row.join(" ")).join("; ") : made.problems.map(({ message }) => message).join();
  };

  it("says where rows come from when they stand below each other", () => {
    expect(said({ way: "stack", tables: ["a", "b"] })).toBe("k v table; 1 x a; 1 y b");
    expect(said({ way: "parts", tables: [{ name: "b", part: 2 }, { name: "a", part: 0 }] })).toBe("k v split; 1 y 2; 1 x 0");
    expect(said({ way: "one", table: "b" })).toBe("k v; 1 y");
  });

  it("is refused with a sentence where a table or a key is gone", () => {
    expect(said({ way: "stack", tables: ["a", "c"] })).toBe("There is no table c among the files any more.");
    expect(said({ way: "stack", tables: [] })).toBe("No table was chosen.");
    expect(said({ way: "join", first: "a", others: [{ table: "b", left: "k", right: "q" }] })).toBe("b has no column 'q' to be joined by. Choose another key.");
    expect(said({ way: "join", first: "a", others: [{ table: "b", left: "q", right: "k" }] })).toBe("a has no column 'q' to be joined by. Choose another key.");
  });
});
