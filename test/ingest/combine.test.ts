/** Several tables to one: parts with a split, and a table beside another by a key. */
import { describe, expect, it } from "vitest";
import { tableFrom } from "../../src/engine/data/table.ts";
import { combinationsOf, partsOf } from "../../src/ingest/combine/combinations.ts";
import { joinTables, keysOf } from "../../src/ingest/combine/join.ts";
import { partOfName, stackTables } from "../../src/ingest/combine/stack.ts";
import { grid } from "./reading.ts";

const messagesOf = ({ notes }: { readonly notes: readonly { readonly message: string }[] }) => notes.map(({ message }) => message);

describe("parts", () => {
  it("are told by their names", () => {
    expect(["train.csv", "a/titanic_test.csv", "Validation.parquet", "dev-set.jsonl", "trainers.csv", "train-test.csv", "data.csv"].map(partOfName)).toEqual([0, 2, 1, 1, null, null, null]);
    expect(partsOf(["test.csv", "x.csv", "train.csv"])).toEqual(["train.csv", "test.csv"]);
    expect(partsOf(["test.csv", "validation.csv"])).toEqual([]);
    expect(partsOf(["train.csv", "train2/train.csv", "test.csv"])).toEqual([]);
  });

  it("become one table whose last column says where rows come from", () => {
    const train = { ...tableFrom({ a: ["1", "NA"], split: ["x", "y"] }) };
    const made = stackTables([
      { name: "train.csv", part: 0, table: { ...train, columns: train.columns.map((column) => ({ ...column, missing: column.name === "a" ? ["NA"] : [] })) } },
      { name: "test.csv", part: 2, table: tableFrom({ b: ["z"], a: ["3"] }) },
    ]);
    expect(grid(made.table)).toEqual([["a", "split_2", "b", "split"], ["1", "x", "", "0"], ["NA", "y", "", "0"], ["3", "", "z", "2"]]);
    expect(made.table.columns[0]?.missing).toEqual(["NA"]);
    expect(messagesOf(made)).toEqual([expect.stringMatching(/0 for the 2 rows of train\.csv \(training\) and 2 for the 1 row of test\.csv/), expect.stringContaining("train.csv has no column b"), expect.stringContaining("test.csv has no column split"), expect.stringContaining("'split' became 'split_2'")]);
  });

  it("are written with points where their decimal signs differ", () => {
    const comma = tableFrom({ a: ["1.234,5"] });
    const made = stackTables([{ name: "train", part: 0, table: tableFrom({ a: ["2.5"] }) }, { name: "test", part: 2, table: { ...comma, columns: comma.columns.map((column) => ({ ...column, decimal: "," as const })) } }]);
    expect(grid(made.table).map(([cell]) => cell)).toEqual(["a", "2.5", "1234.5"]);
  });
});

describe("a join", () => {
  const orders = { name: "orders.csv", table: tableFrom({ id: ["1", "2", "3", "4"], customer: ["a", "b ", "zz", null], price: ["5", "6", "7", "8"] }) };
  const customers = { name: "customers.csv", table: tableFrom({ customer: ["b", "a", "c", "a"], price: ["low", "high", "low", "other"], age: ["30", null, "50", "60"] }) };

  it("keeps each row of the left table once, and counts what did not fit", () => {
    const made = joinTables(orders, customers, "customer");
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
  });

  it("is proposed by a column of both whose values the other has once each", () => {
    const people = tableFrom({ city: ["Oslo", "Rome", "Oslo"], age: ["1", "2", "3"] });
    const cities = tableFrom({ city: ["Rome", "Oslo"], age: ["9", "9"] });
    expect(keysOf(people, cities)).toEqual(["city"]);
    expect(keysOf(cities, people)).toEqual([]);
    expect(combinationsOf([{ name: "people", table: people }, { name: "cities", table: cities }]).map(({ name }) => name)).toEqual(["people + cities (city)"]);
  });
});
