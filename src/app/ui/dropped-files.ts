import type { FolderFile } from "../../ingest/data-api.ts";

/**
 * Files that were dropped, those inside folders with their paths. To be called while the drop is told: later the browser hands nothing out.
 * A folder that cannot be read has no files.
 */
export function droppedFiles(transfer: DataTransfer | null): Promise<readonly FolderFile[]> {
  const entries = Array.from(transfer?.items ?? [], (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = filesIn(transfer);
  return entries.some(({ isDirectory }) => isDirectory) ? Promise.all(entries.map(filesBelow)).then((found) => found.flat()) : Promise.resolve(plain);
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

/** The files of a folder that was chosen in the browser's dialog; empty when it was closed without one. */
export const chooseFolder = (): Promise<readonly FolderFile[]> => chosen({ webkitdirectory: true });

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
