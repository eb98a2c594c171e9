import { expect, test } from "vitest";
import { choiceOf, firstChoice, firstKey, joinFrom, leftColumns, withJoin, withPart, withTable } from "../../../src/app/screens/1-data/tables-choice.ts";
import type { SideTable, TablesTogether } from "../../../src/ingest/data-api.ts";

const table = (name: string, columns: readonly string[], more: Partial<SideTable> = {}): SideTable => ({ name, columns, rows: 3, part: null, joins: [], ...more });
const orders = table("orders", ["n", "customer_id"], { joins: [{ table: "customers", left: "customer_id", right: "id" }, { table: "regions", left: "region", right: "region" }] });
const customers = table("customers", ["id", "region"], { joins: [{ table: "regions", left: "region", right: "region" }] });
const regions = table("regions", ["region", "tax"]);
const shop: TablesTogether = { tables: [regions, customers, orders], refused: [], proposed: null };

test("begins with what is in use, what is proposed, or the table that was read", () => {
  const join = joinFrom(orders);
  expect(firstChoice({ ...shop, proposed: join }, { way: "stack", tables: ["regions"] }, "regions")).toEqual({ way: "stack", tables: ["regions"] });
  expect(firstChoice({ ...shop, proposed: join }, undefined, "regions")).toBe(join);
  expect(firstChoice(shop, undefined, "customers")).toEqual({ way: "one", table: "customers" });
  expect(firstChoice(shop, undefined, "gone")).toEqual({ way: "one", table: "regions" });
});

test("has a first answer for each way", () => {
  expect(choiceOf("one", shop)).toEqual({ way: "one", table: "regions" });
  expect(choiceOf("stack", shop)).toEqual({ way: "stack", tables: ["regions", "customers", "orders"] });
  expect(choiceOf("parts", shop)).toEqual({ way: "parts", tables: [{ name: "regions", part: 0 }, { name: "customers", part: 0 }, { name: "orders", part: 2 }] });
  expect(choiceOf("parts", { ...shop, tables: [table("a", []), table("dev", [], { part: 1 })] })).toEqual({ way: "parts", tables: [{ name: "a", part: 0 }, { name: "dev", part: 1 }] });
  expect(choiceOf("join", shop)).toEqual({ way: "join", first: "orders", others: orders.joins });
});

test("tables are taken and left out in their own order, parts by training, validation, test", () => {
  const stack = withTable({ way: "stack", tables: ["regions", "customers", "orders"] }, shop.tables, "customers", false);
  expect(stack).toEqual({ way: "stack", tables: ["regions", "orders"] });
  expect(withTable(stack, shop.tables, "customers", true).tables).toEqual(["regions", "customers", "orders"]);
  const parts = { way: "parts", tables: [{ name: "customers", part: 0 }, { name: "regions", part: 2 }] } as const;
  expect(withPart(parts, shop.tables, "orders", 1).tables).toEqual([{ name: "customers", part: 0 }, { name: "orders", part: 1 }, { name: "regions", part: 2 }]);
  expect(withPart(parts, shop.tables, "regions", null).tables).toEqual([{ name: "customers", part: 0 }]);
});

test("a join that is left out takes with it what was looked up by its columns", () => {
  const join = joinFrom(orders);
  expect(leftColumns(join, shop.tables, "regions")).toEqual(["n", "customer_id", "id", "region"]);
  expect(leftColumns(join, shop.tables, "customers")).toEqual(["n", "customer_id"]);
  expect(withJoin(join, shop.tables, "customers", null).others).toEqual([]);
  expect(withJoin(join, shop.tables, "regions", null).others).toEqual([orders.joins[0]]);
  expect(withJoin(join, shop.tables, "regions", { left: "n", right: "tax" }).others[1]).toEqual({ table: "regions", left: "n", right: "tax" });
});

test("a key is begun with where none fits", () => {
  const alone = { way: "join", first: "customers", others: [] } as const;
  expect(firstKey(alone, shop.tables, "regions")).toEqual({ left: "region", right: "region" });
  expect(firstKey(alone, shop.tables, "orders")).toEqual({ left: "id", right: "n" });
  expect(firstKey({ way: "join", first: "orders", others: [] }, shop.tables, "regions")).toEqual({ left: "n", right: "region" });
});
