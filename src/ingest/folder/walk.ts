import type { ChosenFolder, FolderFile, FolderSource, HeldFiles, MoreFiles } from "../data-api.ts";
import type { Pace } from "../pace.ts";

/** Files whose contents are asked for at once: each takes a message to the browser and back. */
const AT_ONCE = 64;

/** The files that a page holds, or a folder of which it holds the handle. `tell` hears how many there are by now. */
export const listed = (given: ChosenFolder | HeldFiles, pace: Pace, tell: (files: number) => void, more: MoreFiles = async () => []): Promise<FolderSource> =>
  ("folder" in given ? walked(given, pace, tell) : fetched(given, pace, tell, more));

async function fetched({ name, count }: HeldFiles, pace: Pace, tell: (files: number) => void, more: MoreFiles): Promise<FolderSource> {
  const files: FolderFile[] = [];
  while (files.length < count && !pace.cancelled) {
    const some = await more(files.length);
    if (some.length === 0) break;
    files.push(...some);
    tell(files.length);
  }
  return { name, files };
}

/**
 * The files of a folder that is held by its handle, folder after folder, names in order. To be walked where nobody waits: a page would have
 * to be handed all files in one task, by the browser, and hand them on in another. Ends early when it is cancelled.
 */
async function walked({ name, folder }: ChosenFolder, pace: Pace, tell: (files: number) => void): Promise<FolderSource> {
  const files: FolderFile[] = [];
  const into = async (path: string, within: FileSystemDirectoryHandle): Promise<void> => {
    const entries: FileSystemHandle[] = [];
    for await (const entry of within.values()) entries.push(entry);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (let from = 0; from < entries.length && !pace.cancelled; from += AT_ONCE) {
      files.push(...(await Promise.all(entries.slice(from, from + AT_ONCE).filter(isFile).map((entry) => fileOf(path, entry)))).filter((file) => file !== null));
      tell(files.length);
    }
    for (const entry of entries.filter(isFolder)) if (!pace.cancelled) await into(`${path}/${entry.name}`, entry);
  };
  await into(name, folder);
  return { name, files };
}

/** Null: it went away meanwhile, or may not be read. */
const fileOf = (path: string, entry: FileSystemFileHandle): Promise<FolderFile | null> =>
  entry.getFile().then((file) => ({ path: `${path}/${entry.name}`, file }), () => null);

const isFile = (entry: FileSystemHandle): entry is FileSystemFileHandle => entry.kind === "file";
const isFolder = (entry: FileSystemHandle): entry is FileSystemDirectoryHandle => entry.kind === "directory";
