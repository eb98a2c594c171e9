import { expect, test } from "vitest";
import { listed } from "../../../src/ingest/folder/walk.ts";
import { Pace } from "../../../src/ingest/pace.ts";

type Tree = { readonly [name: string]: Tree | string | null };

/** As much of a folder's handle as is used: a text is a file, null one that may not be read. */
const folderOf = (name: string, tree: Tree): FileSystemDirectoryHandle => ({
  kind: "directory", name,
  async *values() {
    for (const [own, content] of Object.entries(tree)) {
      if (typeof content === "string" || content === null) yield { kind: "file", name: own, getFile: async () => (content === null ? Promise.reject(new DOMException("", "NotFoundError")) : new Blob([content])) };
      else yield folderOf(own, content);
    }
  },
}) as unknown as FileSystemDirectoryHandle; // the rest of a handle is not asked for

const many: Tree = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`${i}.png`, String(i)]));

test("files come with their paths, a folder's own before those below it, names in order; what may not be read is passed over", async () => {
  const told: number[] = [];
  const { name, files } = await listed({ name: "bars", folder: folderOf("bars", { "b.txt": "2", "a.txt": "1", lost: null, up: { deep: { "c.txt": "3" } }, down: many }) }, new Pace(), (count) => void told.push(count));
  expect(name).toBe("bars");
  expect(files.map(({ path }) => path).filter((path) => !path.startsWith("bars/down/"))).toEqual(["bars/a.txt", "bars/b.txt", "bars/up/deep/c.txt"]);
  expect(files).toHaveLength(153);
  expect(await files.at(-1)!.file.text()).toBe("3");
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(153);
});

test("a cancel ends it", async () => {
  const controller = new AbortController();
  const { files } = await listed({ name: "bars", folder: folderOf("bars", { down: many, up: many }) }, new Pace(controller.signal), (count) => { if (count >= 64) controller.abort(); });
  expect(files).toHaveLength(64);
});

const held = Array.from({ length: 300 }, (_, i) => ({ path: `bars/${i}.png`, file: new Blob([String(i)]) }));

test("files that a page holds are asked for, one lot after another, until all are here, the page has no more, or it is cancelled", async () => {
  const asked: number[] = [];
  const more = async (from: number) => (asked.push(from), held.slice(from, from + 128));
  const { files } = await listed({ name: "bars", count: 300 }, new Pace(), () => {}, more);
  expect(files).toEqual(held);
  expect(asked).toEqual([0, 128, 256]);
  expect((await listed({ name: "bars", count: 500 }, new Pace(), () => {}, more)).files).toHaveLength(300);
  const controller = new AbortController();
  const ended = await listed({ name: "bars", count: 300 }, new Pace(controller.signal), (count) => { if (count >= 128) controller.abort(); }, more);
  expect(ended.files).toHaveLength(128);
});
