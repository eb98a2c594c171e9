import { expect, test } from "vitest";
import { assetReader, assetsOf } from "../../src/storage/assets.ts";
import { backup, restoreBackup } from "../../src/storage/backup.ts";
import type { Draft } from "../../src/storage/records.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import type { Storage } from "../../src/storage/storage.ts";

const project = (id: string, more: Partial<Draft<"project">> = {}): Draft<"project"> =>
  ({ id, name: "Birds", createdAt: 1, changedAt: 2, deletedAt: null, dataset: null, roles: {}, yaml: "", left: [], ...more });
const GLOVE = Uint8Array.of(97, 32, 49);

async function withFile(): Promise<Storage> {
  const storage = memoryStorage("");
  await storage.put("project", project("p"), { "assets/g.txt": GLOVE });
  return storage;
}
const said = async (read: ReturnType<typeof assetReader>, name: string, of: string | undefined = "p") => {
  const found = await read(name, of);
  return found.ok ? found.value : found.problems.map(({ message }) => message).join();
};

test("a project's files are read by their names, with the folder or without, and stay when the project is saved", async () => {
  const storage = await withFile();
  const read = assetReader(Promise.resolve(storage));
  expect(await said(read, "assets/g.txt")).toEqual(GLOVE);
  expect(await said(read, "g.txt")).toEqual(GLOVE);
  const saved = await storage.put("project", project("p", { yaml: "a: 1" }));
  expect(saved.ok && assetsOf(saved.value)).toEqual(["assets/g.txt"]);
  expect(await said(read, "g.txt")).toEqual(GLOVE);
});

test("the same file is the same bytes, another in its place is not", async () => {
  const storage = await withFile();
  const read = assetReader(Promise.resolve(storage));
  const first = await said(read, "g.txt");
  expect(await said(read, "g.txt")).toBe(first);
  await storage.put("project", project("p"), { "assets/g.txt": Uint8Array.of(98) });
  expect(await said(read, "g.txt")).toEqual(Uint8Array.of(98));
});

test("what is not there is said, with what there is", async () => {
  const read = assetReader(withFile());
  expect(await said(read, "other.txt")).toMatch(/no such file.*assets\/g\.txt/);
  expect(await said(read, "__proto__")).toMatch(/no such file/);
  expect(await said(read, "g.txt", "q")).toBe("the project has no files");
  expect(await read("g.txt", undefined)).toMatchObject({ ok: false });
});

test("a backup carries the files", async () => {
  const file = await backup(await withFile());
  const other = memoryStorage("");
  if (!file.ok) throw new Error("no backup");
  await restoreBackup(other, file.value);
  expect(await said(assetReader(Promise.resolve(other)), "assets/g.txt")).toEqual(GLOVE);
});

test("a file goes by itself: the others stay, and its bytes are given back", async () => {
  const storage = memoryStorage("");
  await storage.put("project", project("p"), { "assets/g.txt": GLOVE, "assets/h.txt": GLOVE });
  const saved = await storage.put("project", project("p"), { "assets/g.txt": null });
  expect(saved.ok && assetsOf(saved.value)).toEqual(["assets/h.txt"]);
  expect((await storage.sizes()).get("p")).toBeLessThan(2 * GLOVE.length + 400);
});
