import type { ChosenFolder, FolderFile } from "../../ingest/data-api.ts";

/** What a user opens: files, or one folder whose files are listed where they are read, where the browser lends its handle. */
export type Chosen = readonly FolderFile[] | ChosenFolder;

/** What some browsers have beyond the standard: the handle of a folder. */
interface Lends { showDirectoryPicker?(): Promise<FileSystemDirectoryHandle> }
interface LendsDropped { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }

/** What was dropped: one folder by its handle where the browser lends it, else the files. To be called while the drop is told: later the browser hands nothing out. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<Chosen> {
  const [only, ...others] = Array.from(transfer?.items ?? []).filter(({ kind }) => kind === "file");
  const lent = only && others.length === 0 && only.webkitGetAsEntry()?.isDirectory ? (only as LendsDropped).getAsFileSystemHandle?.() : undefined;
  const list = filesOf(transfer);
  const handle = await lent?.catch(() => null);
  return handle ? held(handle as FileSystemDirectoryHandle) : list(); // it was a folder's entry
}

/** The files that were dropped, those inside folders with their paths; a folder that cannot be read has none. To be called while the drop is told. */
export const droppedFileList = (transfer: DataTransfer | null): Promise<readonly FolderFile[]> => filesOf(transfer)();

/** What the drop holds is taken now, and listed when it is asked for. */
function filesOf(transfer: DataTransfer | null): () => Promise<readonly FolderFile[]> {
  const entries = Array.from(transfer?.items ?? [], (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = filesIn(transfer);
  return async () => (entries.some(({ isDirectory }) => isDirectory) ? (await Promise.all(entries.map(filesBelow))).flat() : plain);
}

/** The files of a drop or a clipboard without their folders: pictures that were copied are all called the same, and get names of their own. */
export function filesIn(transfer: { readonly files: FileList | null } | null): readonly FolderFile[] {
  const taken = new Set<string>();
  return Array.from(transfer?.files ?? [], (file) => {
    let path = file.name;
    for (let n = 2; taken.has(path); n++) path = file.name.replace(/(\.[^.]*)?$/, `-${n}$1`);
    taken.add(path);
    return { path, file };
  });
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
    input.addEventListener("change", () => resolve(taken(input.files)));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

/** A few thousand at a time: each has to be made, and a folder may have any number. */
async function taken(list: FileList | null): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  for (const file of list ?? []) {
    files.push({ path: file.webkitRelativePath || file.name, file });
    if (files.length % 2048 === 0) await new Promise((rested) => setTimeout(rested));
  }
  return files;
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly FolderFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    return file ? [{ path: entry.fullPath.replace(/^\//, ""), file }] : [];
  }
  if (!isFolder(entry)) return [];
  const found: FolderFile[] = [];
  const reader = entry.createReader();
  for (;;) {
    // A reader hands out a hundred at a time, and none when it is at the end.
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(filesBelow))).flat());
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
