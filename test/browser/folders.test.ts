/** Folders as a browser hands them over: by a handle, which a worker lists, or file by file. */
import { afterEach, expect, test, vi } from "vitest";
import { chooseFolder } from "../../src/app/ui/dropped-files.ts";
import { listed } from "../../src/ingest/folder/walk.ts";
import { Pace } from "../../src/ingest/pace.ts";

afterEach(() => vi.unstubAllGlobals());

/** A real handle, as the dialog would lend it: of a folder of the origin's private file system. */
async function folderWith(paths: readonly string[]): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry("bars", { recursive: true }).catch(() => {});
  const top = await root.getDirectoryHandle("bars", { create: true });
  for (const path of paths) {
    const [name, ...folders] = path.split("/").reverse();
    let folder = top;
    for (const each of folders.reverse()) folder = await folder.getDirectoryHandle(each, { create: true });
    const stream = await (await folder.getFileHandle(name!, { create: true })).createWritable();
    await stream.write(path);
    await stream.close();
  }
  return top;
}

const picker = (answer: () => Promise<FileSystemDirectoryHandle>) => vi.stubGlobal("showDirectoryPicker", answer);

test("a folder that was chosen goes by its handle, and its files are listed from it", async () => {
  const paths = ["lying/1.png", "lying/2.png", "notes.txt", "standing/deep/3.png"];
  picker(() => folderWith(paths));
  const chosen = await chooseFolder();
  if (!("folder" in chosen)) throw new Error("no handle");
  const sent = await new Promise<typeof chosen>((resolve) => { // as to a worker
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }: MessageEvent<typeof chosen>) => resolve(data);
    port1.postMessage(chosen);
  });
  const { name, files } = await listed(sent, new Pace(), () => {});
  expect(name).toBe("bars");
  expect(files.map(({ path }) => path).toSorted()).toEqual(paths.map((path) => `bars/${path}`).toSorted());
  expect(await files.find(({ path }) => path.endsWith("3.png"))?.file.text()).toBe("standing/deep/3.png");
});

test("a dialog that is closed gives nothing", async () => {
  picker(() => Promise.reject(new DOMException("", "AbortError")));
  expect(await chooseFolder()).toEqual([]);
});

test("where no handle is lent, files are taken by and by: others have their turn in between", async () => {
  picker(() => Promise.reject(new DOMException("", "SecurityError")));
  const files = new DataTransfer();
  for (let i = 0; i < 5000; i++) files.items.add(new File([], `${i}.png`));
  vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(function (this: HTMLInputElement) {
    expect(this.webkitdirectory).toBe(true);
    this.files = files.files;
    this.dispatchEvent(new Event("change"));
  });
  let turns = 0;
  const others = setInterval(() => (turns += 1));
  const chosen = await chooseFolder();
  clearInterval(others);
  expect(Array.isArray(chosen) && chosen.map(({ path }) => path)).toEqual(Array.from({ length: 5000 }, (_, i) => `${i}.png`));
  expect(turns).toBeGreaterThanOrEqual(2);
});
