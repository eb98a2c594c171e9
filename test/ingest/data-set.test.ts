import { describe, expect, test, vi } from "vitest";
import { cellsOf, columnFrom, tableFrom } from "../../src/engine/data/table.ts";
import { success, type Outcome } from "../../src/engine/schema/problem.ts";
import type { DataSet, Progress } from "../../src/ingest/data-api.ts";
import { DataSets } from "../../src/ingest/data-set.ts";
import { isKept, pack, unpack } from "../../src/ingest/data-store.ts";
import { fingerprintOf } from "../../src/ingest/fingerprint.ts";
import { sendable, share } from "../../src/ingest/shared-cells.ts";
import { KeptTables } from "../support/kept-tables.ts";

const PENGUINS = "species,sex,mass\nAdelie,MALE,3750\nGentoo,.,5000\nGentoo,FEMALE,NA\n".concat("Adelie,FEMALE,3800\n".repeat(20));

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}
const message = (outcome: Outcome<unknown>): string => (outcome.ok ? "succeeded" : outcome.problems[0]!.message);

async function penguins(sets = new DataSets()): Promise<DataSet> {
  return value(await sets.open("p", new File([PENGUINS], "penguins.csv"), {}));
}

test("a file opens with its profile, dialect, settings and fingerprint", async () => {
  const set = await penguins();
  expect(set).toMatchObject({ id: "p", name: "penguins.csv", bytes: PENGUINS.length, asked: {}, notes: [], rereadable: true, profile: { rows: 23 } });
  expect(set.dialect).toMatchObject({ encoding: "utf-8", delimiter: ",", header: true });
  expect(set.columns.map(({ missing }) => missing)).toEqual([[], ["."], ["NA"]]);
  expect(set.profile.columns.map(({ name, missing, distinct }) => [name, missing, distinct])).toEqual([["species", 0, 2], ["sex", 1, 2], ["mass", 1, 3]]);
  expect(set.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(structuredClone(set)).toEqual(set);
});

test("a pasted text is UTF-8 whatever it holds", async () => {
  const set = value(await new DataSets().open("x", { name: "pasted", text: "a;b\nKöln;1,5\n" }, {}));
  expect(set).toMatchObject({ name: "pasted", dialect: { encoding: "utf-8", delimiter: ";" }, columns: [{ decimal: "." }, { decimal: "," }] });
});

test("progress goes from nothing to all, stage by stage", async () => {
  const seen: Progress[] = [];
  await new DataSets().open("x", new Blob(["a,b\n", "1,2\n".repeat(100_000)]), {}, (progress) => seen.push(progress));
  expect(seen.filter(({ stage }) => stage === "reading").at(-1)).toEqual({ stage: "reading", done: 1, rows: 100_000 });
  expect(seen.at(-1)).toEqual({ stage: "profiling", done: 1, rows: 100_000 });
});

test("windows of rows as they stand, cells as features see them", async () => {
  const sets = new DataSets();
  value(await sets.open("x", { name: "x", text: 'a;b\n x ;1.234,5\nNA;2,5\n;?\n' }, {}));
  expect(await sets.rows("x", { from: 0, to: 2 })).toEqual([[" x ", "1.234,5"], [null, "2,5"]]);
  expect(await sets.rows("x", { from: 2, to: 99 })).toEqual([[null, null]]);
  expect(await sets.rows("x", [1, 7, 0, -1])).toEqual([[null, "2,5"], [], [" x ", "1.234,5"], []]); // what was asked of another table must not take its neighbours' cells
  expect(await sets.rows("x", { from: 0, to: 2 }, { from: 1, to: 2 })).toEqual([["1.234,5"], ["2,5"]]);
  expect(await sets.cells("x", "b")).toEqual(["1234.5", "2.5", null]);
  expect(await sets.cells("x", "b", [1])).toEqual(["2.5"]);
});

describe("a table for another worker", () => {
  test("is a copy, whose memory is moved there", async () => {
    const sets = new DataSets();
    const { fingerprint } = await penguins(sets);
    for (let time = 0; time < 2; time++) {
      const { table } = await sets.table("p");
      const { columns, moved } = sendable(table.columns);
      const there = structuredClone(columns, { transfer: [...moved] });
      expect(await fingerprintOf({ ...table, columns: there })).toBe(fingerprint);
      expect(cellsOf(there[1]!, [0, 1])).toEqual(["MALE", null]);
    }
  });

  test("lies in the memory of both where they can share it, and is the same table for all that is done with it", async () => {
    const sets = new (class extends DataSets { protected override settle = share; })();
    const { fingerprint } = await penguins(sets);
    const long = "It is said at length, and ünlike a short text it is not put together by hand.";
    await sets.open("x", { name: "x", text: `a,b\n"${long}",1\nshort,2\n` }, {});
    const { columns, moved } = sendable((await sets.table("x")).table.columns);
    expect(moved).toHaveLength(0);
    expect(columns[0]!.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(cellsOf(columns[0]!)).toEqual([long, "short"]);
    expect(await sets.cells("x", "a")).toEqual([long, "short"]);
    expect(value(await sets.setMissing("p", "sex", [])).fingerprint).not.toBe(fingerprint);
    expect(await fingerprintOf((await sets.table("x")).table)).toBe(await fingerprintOf({ rows: 2, columns: [columnFrom("a", [long, "short"]), columnFrom("b", ["1", "2"])] }));
  });
});

describe("overruling", () => {
  test("missing spellings of one column", async () => {
    const sets = new DataSets();
    const before = await penguins(sets);
    const kept = value(await sets.setMissing("p", "sex", []));
    expect(kept.profile.columns[1]).toMatchObject({ missing: 0, distinct: 3 });
    expect(kept.fingerprint).not.toBe(before.fingerprint);
    const again = value(await sets.setMissing("p", "sex", [" . ", ".", ""]));
    expect(again).toEqual(before);
  });

  test("changes made at once are all kept", async () => {
    const sets = new DataSets();
    await penguins(sets);
    await Promise.all([sets.setMissing("p", "sex", []), sets.setMissing("p", "mass", ["3750"]), sets.setDecimal("p", "species", ",")]);
    expect((await sets.rows("p", [0, 1]))).toEqual([["Adelie", "MALE", null], ["Gentoo", ".", "5000"]]);
    expect((await sets.table("p")).table.columns.map(({ missing, decimal }) => [missing, decimal])).toEqual([[[], ","], [[], "."], [["3750"], "."]]);
  });

  test("the dialect, by reading again", async () => {
    const sets = new DataSets();
    await penguins(sets);
    const set = value(await sets.reread("p", { header: false }));
    expect(set).toMatchObject({ name: "penguins.csv", asked: { header: false }, profile: { rows: 24 } });
    expect(message(await sets.reread("p", { encoding: "klingon" }))).toContain("klingon");
    expect((await sets.rows("p", [0]))[0]).toEqual(["species", "sex", "mass"]);
  });

  test("an encoding guessed from a plain beginning is corrected by what comes later", async () => {
    const plain = "name\n".concat("plain\n".repeat(200_000));
    const set = value(await new DataSets().open("x", new Blob([plain, Uint8Array.from([0x4b, 0xf6, 0x6c, 0x6e])]), {}));
    expect(set.dialect).toMatchObject({ encoding: "windows-1252" });
    expect(set.profile.columns[0]!.top.map((top) => top.value)).toEqual(["plain", "Köln"]);
  });
});

test("a cancelled reading leaves what was there, and ends soon", async () => {
  const sets = new DataSets();
  const before = await penguins(sets);
  const large = new Blob(Array.from({ length: 60 }, () => `${"some words,12345,2020-01-01\n".repeat(40_000)}`));
  const told: number[] = [];
  const outcome = await sets.open("p", large, {}, ({ done }) => {
    told.push(done);
    if (told.length === 1) void sets.cancel("p");
  });
  expect(message(outcome)).toBe("Reading was cancelled.");
  expect(told.at(-1)).toBeLessThan(0.1);
  expect((await sets.table("p")).fingerprint).toBe(before.fingerprint);
});

describe("keeping", () => {
  test("a restored data set is the same, but for its file", async () => {
    const store = new KeptTables();
    const first = new DataSets(store);
    await penguins(first);
    const set = value(await first.setMissing("p", "sex", []));
    value(await first.keep("p"));
    const second = new DataSets(store);
    expect(value(await second.restore("p"))).toEqual({ ...set, rereadable: false });
    expect(await second.rows("p", [1])).toEqual([["Gentoo", ".", "5000"]]);
    expect(message(await second.reread("p", {}))).toContain("Open the file again");
    await second.forget("p");
    expect(message(await second.restore("p"))).toBe("gone");
  });

  test("damage is noticed", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    await penguins(sets);
    value(await sets.keep("p"));
    const blob = store.blobs.get("p")!["pack_0"]!;
    blob[blob.length - 1]! ^= 1;
    expect(message(await sets.restore("p"))).toBe("The stored data of 'penguins.csv' is damaged. Open its file again.");
    store.blobs.set("p", {});
    expect(message(await sets.restore("p"))).toContain("is damaged");
  });

  test("without a store there is a sentence", async () => {
    const sets = new DataSets();
    await penguins(sets);
    expect(message(await sets.keep("p"))).toContain("does not keep data");
  });

  test("a table without columns, and one without rows, come back with the fingerprint that they had", async () => {
    for (const table of [tableFrom({}), tableFrom({ a: [] }), tableFrom({ a: ["x", null], b: ["é", "😀"], c: ["", ""] })]) {
      const { blobs, ...places } = pack(table, 5);
      const set = { profile: { rows: table.rows, columns: [] }, columns: table.columns.map(({ name, missing, decimal }) => ({ name, missing, decimal })) };
      const back = value(await unpack({ set: { ...(await penguins()), ...set }, ...places }, async (name) => success(blobs[name]!())));
      expect(await fingerprintOf(back)).toBe(await fingerprintOf(table));
    }
  });

  test("a restore says how far it has come, and ends when it is cancelled", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    await penguins(sets);
    value(await sets.keep("p"));
    const [shares, packs]: [number[], string[]] = [[], []];
    const load = store.load.bind(store);
    vi.spyOn(store, "load").mockImplementation(async (id) => {
      const { kept, pack } = value(await load(id));
      return success({ kept, pack: (name) => (packs.push(name), pack(name)) });
    });
    value(await sets.restore("p", ({ done }) => void shares.push(done)));
    expect([shares, packs]).toEqual([[0, 0, 1], ["pack_0"]]);
    const cancelled = sets.restore("p");
    await sets.cancel("p");
    expect(message(await cancelled)).toBe("Reading was cancelled.");
    expect(packs).toEqual(["pack_0"]);
  });
});

test("a predictions file holds the table as it stood and the new columns", async () => {
  const sets = new DataSets();
  value(await sets.open("x", { name: "x", text: "a;b\n1,5;=x\nNA;-2\n" }, {}));
  const blob = value(await sets.writeCsv("x", [{ name: "a_predictions", cells: ["2.5", null] }]));
  expect(await blob.text()).toBe("a,b,a_predictions\r\n\"1,5\",\"'=x\",2.5\r\nNA,-2,\r\n");
});

test("an id that is not open is a bug of the caller", async () => {
  const sets = new DataSets();
  await expect(sets.rows("nothing", [0])).rejects.toThrow("internal: no data set 'nothing' is open");
  await penguins(sets);
  await expect(sets.cells("p", "wings")).rejects.toThrow("has no column 'wings'");
  await sets.close("p");
  await expect(sets.table("p")).rejects.toThrow("internal");
});

test("equal cells have equal fingerprints, different ones do not", async () => {
  const print = (cells: Parameters<typeof tableFrom>[0]) => fingerprintOf(tableFrom(cells));
  expect(await print({ a: ["x", "yz"] })).toBe(await print({ a: ["x", "yz"] }));
  const different = [{ a: ["x", "yz"] }, { a: ["xy", "z"] }, { b: ["x", "yz"] }, { a: ["x", "yz"], b: ["", ""] }, { a: ["x"], b: ["yz"] }];
  expect(new Set(await Promise.all(different.map(print))).size).toBe(different.length);
});

describe("changes to the data", () => {
  const exclude = { kind: "exclude", rows: [0, 2] } as const;
  const correct = { kind: "cells", column: "species", cells: [{ row: 1, from: "Gentoo", to: "Adelie" }] } as const;

  test("everything sees the changed table, and an empty list is the table as it came", async () => {
    const sets = new DataSets();
    const before = await penguins(sets);
    const after = value(await sets.setChanges("p", [correct, exclude]));
    expect(after.changes).toEqual([correct, exclude]);
    expect(after.profile.columns[0]!.top.map(({ value: name, count }) => [name, count])).toEqual([["Adelie", 21]]);
    expect(after.profile).toMatchObject({ rows: 23, excluded: 2, columns: [{ rows: 21 }, { rows: 21, missing: 1 }, { rows: 21, missing: 0, numbers: { max: 5000 } }] });
    expect((await sets.rows("p", [1]))[0]![0]).toBe("Adelie");
    expect((await sets.table("p")).table.changed).toEqual({ cells: 1, excluded: Uint32Array.of(0, 2) });
    const left = value(await sets.setChanges("p", [exclude]));
    expect(new Set([before, after, left].map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(value(await sets.setChanges("p", []))).toEqual(before);
  });

  test("rows that are left out of a large table are told of as they are counted, and a cancel leaves everything as it was", async () => {
    const sets = new DataSets();
    const before = await penguins(sets);
    const told: string[] = [];
    value(await sets.setChanges("p", [exclude], ({ stage, done }) => told.push(`${stage} ${done.toFixed(2)}`)));
    expect(told).toEqual(["changing 0.33", "changing 0.67", "changing 1.00"]);
    const cancelled = sets.setChanges("p", [], () => void sets.cancel("p"));
    expect(message(await cancelled)).toBe("Reading was cancelled.");
    await new Promise((done) => setTimeout(done, 50));
    expect((await sets.table("p")).table.changed).toEqual({ cells: 0, excluded: Uint32Array.of(0, 2) });
    expect(value(await sets.setChanges("p", []))).toEqual(before);
  });

  test("they are kept with the table, and stay when spellings of missing change", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    await penguins(sets);
    await sets.setChanges("p", [correct, exclude]);
    const set = value(await sets.setMissing("p", "sex", []));
    value(await sets.keep("p"));
    const second = new DataSets(store);
    expect(value(await second.restore("p"))).toEqual({ ...set, rereadable: false });
    expect((await second.rows("p", [1]))[0]![0]).toBe("Adelie");
    expect(value(await second.setChanges("p", [])).profile.columns[0]!.top[0]).toMatchObject({ value: "Adelie", count: 21 });
  });

  test("a change to what is kept writes no cell again, and comes back", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    await penguins(sets);
    value(await sets.keep("p"));
    const cells = store.blobs.get("p");
    await sets.setChanges("p", [correct, exclude]);
    value(await sets.keep("p"));
    expect(store.blobs.get("p")).toBe(cells);
    const second = new DataSets(store);
    expect(value(await second.restore("p")).changes).toEqual([correct, exclude]);
    const set = value(await second.setMissing("p", "sex", []));
    value(await second.keep("p"));
    expect(store.blobs.get("p")).toBe(cells);
    expect(value(await new DataSets(store).restore("p"))).toEqual({ ...set, rereadable: false });
  });

  test("other cells in the store are never taken for one's own: all is written again", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    const set = await penguins(sets);
    value(await sets.keep("p"));
    const other = new DataSets(store);
    value(await other.open("p", new File(["species\nEmperor\n"], "other.csv"), {}));
    value(await other.keep("p"));
    await sets.setChanges("p", [exclude]);
    value(await sets.keep("p"));
    expect(value(await new DataSets(store).restore("p")).profile.rows).toBe(set.profile.rows);
    await store.remove("p");
    value(await sets.keep("p"));
    expect(value(await new DataSets(store).restore("p")).changes).toEqual([exclude]);
  });

  test("a profile kept when rows left out were counted still is made anew", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    const before = await penguins(sets);
    const after = value(await sets.setChanges("p", [exclude]));
    value(await sets.keep("p"));
    const kept = JSON.parse(store.kept.get("p")!) as { set: object };
    store.kept.set("p", JSON.stringify({ ...kept, set: { ...kept.set, profile: before.profile } }));
    expect(value(await new DataSets(store).restore("p")).profile).toEqual(after.profile);
  });

  test("read again, the same rows keep them; another file keeps the spellings, and says what was dropped", async () => {
    const sets = new DataSets();
    await penguins(sets);
    const spelling = { kind: "spelling", column: "sex", from: ["MALE"], to: "male" } as const;
    await sets.setChanges("p", [correct, exclude, spelling]);
    expect(value(await sets.reread("p", {})).changes).toEqual([correct, exclude, spelling]);
    const other = value(await sets.open("q", new File([`${PENGUINS}Adelie,MALE,1\n`], "more.csv"), {}, undefined, "p"));
    expect(other.changes).toEqual([spelling]);
    expect(other.notes.map(({ message: said }) => said).join()).toMatch(/3 changes to the data do not fit/);
  });

  test("a list that the disk has damaged is refused with a sentence", async () => {
    const store = new KeptTables();
    const sets = new DataSets(store);
    await penguins(sets);
    await sets.setChanges("p", [correct]);
    await sets.keep("p");
    expect(isKept(JSON.parse(store.kept.get("p")!.replace('"cells":[{"row":1', '"cells":[{"row":"x"')))).toBe(false);
    store.kept.set("p", store.kept.get("p")!.replace('"to":"Adelie"', '"to":"Gentoo"'));
    expect(message(await new DataSets(store).restore("p"))).toMatch(/damaged/);
  });
});
