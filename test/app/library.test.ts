import { expect, test } from "vitest";
import { noOthers } from "../../src/storage/changes.ts";
import { createStorage } from "../../src/storage/keep.ts";
import { ownLocks } from "../../src/storage/locks.ts";
import { memoryBlobs, memoryRecords } from "../../src/storage/memory.ts";
import { disk, openPage } from "./support/ports.ts";

const TABLE = "a,b\n1,x\n2,y\n3,x\n";

async function withProject(kept = disk()) {
  const page = openPage(kept);
  await page.app.start();
  await page.app.openText(TABLE);
  const id = page.app.project?.id ?? "";
  return { ...page, kept, library: page.app.library, id };
}

test("a deleted project is in the bin until it is restored", async () => {
  const { library, id } = await withProject();
  await library.remove(id);
  expect(library.projects).toEqual([]);
  expect(library.bin.map((project) => project.id)).toEqual([id]);
  await library.restore(id);
  expect(library.projects.map((project) => project.id)).toEqual([id]);
});

test("a project is renamed, and its name outlives a reload", async () => {
  const { app, kept, id } = await withProject();
  await app.renameProject(id, "Birds");
  const again = openPage(kept).app;
  await again.start();
  expect(again.library.find(id)?.name).toBe("Birds");
});

test("the data of a project leave with the last project that needs them", async () => {
  const { library, kept, id } = await withProject();
  const copy = await library.duplicate(id);
  expect(copy?.yaml).toBe(library.find(id)?.yaml);
  await library.erase(id);
  expect(kept.keptTables.size).toBe(1);
  await library.erase(copy?.id ?? "");
  expect(kept.keptTables.size).toBe(0);
  expect(library.projects).toEqual([]);
});

test("data stay as long as a project is set aside that may need them", async () => {
  const records = memoryRecords();
  const kept = disk(createStorage("memory", "", { records, blobs: memoryBlobs(), locks: ownLocks(), changes: noOthers }));
  const { library, id } = await withProject(kept);
  await records.put("project", { id: "newer", ...{ format: 99 } });
  await library.erase(id);
  expect(library.projects).toEqual([]);
  expect(kept.keptTables.size).toBe(1);
});

test("what has lain in the bin for a month is gone after the next start", async () => {
  const { kept, library, id } = await withProject();
  await library.remove(id);
  const later = openPage(kept);
  const month = 31 * 24 * 3600 * 1000;
  const { LibraryState } = await import("../../src/app/state/library.svelte.ts");
  const next = new LibraryState({ ...later.ports, now: () => Date.now() + month });
  await next.load();
  expect(next.bin).toEqual([]);
  expect((await kept.storage.list("project")).records).toEqual([]);
});
