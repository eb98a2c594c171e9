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
export function filesIn(transfer: Pick<DataTransfer, "files"> | null): readonly FolderFile[] {
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
  const found = await Promise.all((await entriesOf(entry.createReader())).map(filesBelow));
  return found.flat();
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
