/** More pictures below the rows that folders of pictures made: nothing of what was there is lost. */
import { beforeEach, expect, test } from "vitest";
import { failure, type Outcome } from "../../../src/engine/schema/problem.ts";
import type { DataSet, FolderFile } from "../../../src/ingest/data-api.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import { KeptTables } from "../../support/kept-tables.ts";
import { jpeg, png } from "../pictures/made.ts";

const file = (path: string, label: string, bytes = jpeg()): FolderFile => ({ path, label, file: new Blob([Uint8Array.from(bytes)]) });
const folder = (...paths: readonly string[]) => ({ name: "pets", files: paths.map((path) => ({ path, file: new Blob([Uint8Array.from(png())]) })) });
const PETS = ["pets/cat/1.png", "pets/cat/2.png", "pets/dog/1.png", "pets/none/1.png"];

let sets: DataSets;
let tables: KeptTables;
beforeEach(() => {
  tables = new KeptTables();
  sets = new DataSets(tables);
});
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}
async function opened(...paths: readonly string[]): Promise<DataSet> {
  return must(await sets.open("old", folder(...paths), {}));
}
const more = async (...files: readonly FolderFile[]): Promise<DataSet> => must(await sets.open("new", { name: "pets", to: "old", files }, {}));

test("they are below the rows there were, which keep their order, and have the classes they were taken for", async () => {
  await opened(...PETS);
  const set = await more(file("camera/cat/0001.jpg", "cat"), file("camera/bird/0001.jpg", "bird"));
  expect(await sets.cells("new", "label")).toEqual(["cat", "cat", "dog", "none", "cat", "bird"]);
  expect((await sets.cells("new", "image")).slice(3)).toEqual(["pets/none/1.png", "camera/cat/0001.jpg", "camera/bird/0001.jpg"]);
  expect(set).toMatchObject({ dialect: { format: "folder", among: { pictures: 6 } }, profile: { rows: 6 }, rereadable: false });
  expect(await sets.picture("new", "pets/dog/1.png")).toMatchObject({ size: png().length });
  expect(await sets.picture("new", "camera/bird/0001.jpg")).toMatchObject({ size: jpeg().length });
  expect(await sets.cells("old", "label")).toHaveLength(4);
});

test("a path that is taken is no other picture's", async () => {
  await opened("camera/cat/0001.jpg", "camera/dog/0001.jpg");
  await more(file("camera/cat/0001.jpg", "cat"), file("camera/cat/0002.jpg", "cat"));
  expect(await sets.cells("new", "image")).toEqual(["camera/cat/0001.jpg", "camera/dog/0001.jpg", "camera/cat/0001-2.jpg", "camera/cat/0002.jpg"]);
  expect(await sets.picture("new", "camera/cat/0001.jpg")).toMatchObject({ size: png().length });
});

test("labels that were changed, twice or by a merged spelling, rows left out and spellings of missing stay", async () => {
  await opened(...PETS);
  must(await sets.setMissing("old", "label", ["none"]));
  const changes = [
    { kind: "cells", column: "label", cells: [{ row: 0, from: "cat", to: "fox" }] },
    { kind: "cells", column: "label", cells: [{ row: 0, from: "fox", to: "wolf" }] },
    { kind: "spelling", column: "label", from: ["cat"], to: "kitten" },
    { kind: "exclude", rows: [2] },
  ] as const;
  must(await sets.setChanges("old", changes));
  const set = await more(file("camera/none/0001.jpg", "none"), file("camera/cat/0001.jpg", "dog"));
  expect(await sets.cells("new", "label")).toEqual(["wolf", "kitten", "dog", null, null, "dog"]);
  expect(set.changes).toEqual(changes);
  expect((await sets.table("new")).table.changed?.excluded).toEqual(Uint32Array.of(2));
  must(await sets.setChanges("new", []));
  expect(await sets.cells("new", "label")).toEqual(["cat", "cat", "dog", null, null, "dog"]);
});

test("of folders of a split they are for training", async () => {
  await opened("pets/train/cat/1.png", "pets/test/cat/1.png", "pets/train/dog/1.png", "pets/test/dog/1.png");
  await more(file("camera/bird/0001.jpg", "bird"));
  expect(await sets.cells("new", "split")).toEqual(["0", "2", "0", "2", "0"]);
  expect(await sets.cells("new", "label")).toEqual(["cat", "cat", "dog", "dog", "bird"]);
});

test("they are kept with those before, whose own place may then be forgotten", async () => {
  await opened(...PETS);
  must(await sets.keep("old"));
  await more(file("camera/bird/0001.jpg", "bird"));
  must(await sets.keep("new"));
  await sets.forget("old");
  const later = new DataSets(tables);
  const set = must(await later.restore("new"));
  expect(set.profile.rows).toBe(5);
  expect(await later.picture("new", "pets/cat/2.png")).toMatchObject({ size: png().length });
  expect(await later.picture("new", "camera/bird/0001.jpg")).toMatchObject({ size: jpeg().length });
});

test("what is no picture is named, and the rest comes; where nothing is, nothing is opened", async () => {
  await opened(...PETS);
  const broken = file("camera/cat/0002.jpg", "cat", new Uint8Array([1, 2, 3]));
  const set = await more(file("camera/cat/0001.jpg", "cat"), broken);
  expect(set.profile.rows).toBe(5);
  expect(set.notes.map(({ message }) => message)).toContainEqual(expect.stringContaining("camera/cat/0002.jpg"));
  expect(await sets.open("other", { name: "pets", to: "old", files: [broken] }, {})).toEqual(failure(expect.objectContaining({ message: expect.stringContaining("no picture") })));
});

test("a change that was made meanwhile is not lost: they are refused", async () => {
  await opened(...PETS);
  let change: Promise<unknown> | null = null;
  const outcome = await sets.open("new", { name: "pets", to: "old", count: 1 }, {}, undefined, undefined, async () => {
    change ??= sets.setChanges("old", [{ kind: "exclude", rows: [0] }]);
    await change;
    return [file("camera/cat/0001.jpg", "cat")];
  });
  expect(outcome.ok).toBe(false);
});
