import type { ChosenFolder, FolderFile } from "../../ingest/data-api.ts";

/** What a user opens: files, or one folder whose files are listed where they are read, where the browser lends its handle. */
export type Chosen = readonly FolderFile[] | ChosenFolder;

/** What some browsers have beyond the standard: the handle of a folder. */
interface Lends { showDirectoryPicker?(): Promise<FileSystemDirectoryHandle> }
interface LendsDropped { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }

/**
 * Files that were dropped, those inside folders with their paths. To be called while the drop is told: later the browser hands nothing out.
 * A folder that cannot be read has no files.
 */
export function droppedFiles(transfer: DataTransfer | null): Promise<Chosen> {
  const [only, ...others] = Array.from(transfer?.items ?? []).filter(({ kind }) => kind === "file");
  const lent = only && others.length === 0 && only.webkitGetAsEntry()?.isDirectory ? (only as LendsDropped).getAsFileSystemHandle?.() : undefined;
  const entries = Array.from(transfer?.items ?? [], (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = Array.from(transfer?.files ?? [], (file) => ({ path: file.name, file }));
  const all = () => (entries.some(({ isDirectory }) => isDirectory) ? Promise.all(entries.map(filesBelow)).then((found) => found.flat()) : Promise.resolve(plain));
  return lent ? lent.then((handle) => (handle ? held(handle as FileSystemDirectoryHandle) : all()), all) : all(); // it was a folder's entry
}

/** A folder that was chosen in the browser's dialog; empty when it was closed without one. */
export function chooseFolder(): Promise<Chosen> {
  const { showDirectoryPicker } = globalThis as Lends;
  if (!showDirectoryPicker) return chosen({ webkitdirectory: true });
  return showDirectoryPicker().then(held, (cause: unknown) => (cause instanceof DOMException && cause.name === "AbortError" ? [] : chosen({ webkitdirectory: true })));
}

const held = (folder: FileSystemDirectoryHandle): ChosenFolder => ({ name: folder.name, folder });

/** One file or several that were chosen in the browser's dialog; empty when it was closed without one. */
export const chooseFiles = (accept: string): Promise<readonly FolderFile[]> => chosen({ accept, multiple: true });

function chosen({ accept = "", multiple = false, webkitdirectory = false }: { readonly accept?: string; readonly multiple?: boolean; readonly webkitdirectory?: boolean }): Promise<readonly FolderFile[]> {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, multiple, webkitdirectory });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(Array.from(input.files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }))));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly FolderFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    return file ? [{ path: entry.fullPath.replace(/^\//, ""), file }] : [];
  }
  if (!isFolder(entry)) return [];
  const found: FolderFile[] = [];
  for (const inside of await entriesOf(entry.createReader())) found.push(...(await filesBelow(inside)));
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader hands out a hundred at a time, and none when it is at the end. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
