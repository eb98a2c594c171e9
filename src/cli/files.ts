/** Files in and out, with a sentence for everything that the machine may refuse. */
import { access, constants, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { openAsBlob } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { DataSource } from "../ingest/data-api.ts";
import { words } from "../messages/en/cli.ts";
import { Mistake } from "./terminal.ts";

/** The bytes of a file; `what` names its part in the command (`words.file`). */
export async function readBytes(path: string, what: string): Promise<Uint8Array> {
  const found = await stat(path).catch((cause: unknown) => { throw refusal(what, path, cause); });
  if (found.isDirectory()) throw new Mistake(words.files.folder(what, path));
  return readFile(path).catch((cause: unknown) => { throw refusal(what, path, cause); });
}

/** A file, or a folder with all that is below it, as the reader of tables takes it; the bytes are read when they are wanted. */
export async function sourceAt(path: string, what: string): Promise<DataSource> {
  const refuse = (cause: unknown): never => { throw refusal(what, path, cause); };
  const name = basename(resolve(path));
  if (!(await stat(path).catch(refuse)).isDirectory()) return named(await openAsBlob(path).catch(refuse), name);
  const below = await readdir(path, { recursive: true, withFileTypes: true }).catch(refuse);
  const paths = below.filter((entry) => entry.isFile()).map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  return { name, files: await Promise.all(paths.map(async (own) => ({ path: own, file: await openAsBlob(join(path, own)).catch(refuse) }))) };
}

/** A file as it lies on disk, its bytes read when they are wanted. */
export async function blobAt(path: string, what: string): Promise<Blob> {
  const refuse = (cause: unknown): never => { throw refusal(what, path, cause); };
  if ((await stat(path).catch(refuse)).isDirectory()) throw new Mistake(words.files.folder(what, path));
  return openAsBlob(path).catch(refuse);
}

/** A blob on disk that has a name, as a file in a browser has. */
const named = (blob: Blob, name: string): Blob => Object.defineProperty(blob, "name", { value: name });

/** The text of a UTF-8 file, as it is but for a byte order mark. */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readBytes(path, what));
  } catch (cause) {
    if (cause instanceof Mistake) throw cause;
    throw new Mistake(words.files.notText(what, path));
  }
}

/** The files of a folder by their names, folders inside it left out. */
export async function readFolder(path: string, what: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => { throw refusal(what, path, cause); });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readBytes(join(path, name), what)] as const)));
}

export const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
export const isFolder = (path: string): Promise<boolean> => stat(path).then((found) => found.isDirectory(), () => false);

/** Makes a folder that results will go to, and sees that they can, before any work is done for them. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
    .then(() => access(path, constants.W_OK))
    .catch((cause: unknown) => { throw refusal(words.file.output, path, cause); });
}

export async function write(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (cause) {
    throw refusal(words.file.result, path, cause);
  }
}

/** JSON for people: indented, but lists of plain values on one line. Figures that are undefined become null. */
export const writeJson = (path: string, value: unknown): Promise<void> =>
  // Only the indentation holds line breaks: those of texts are escaped.
  write(path, `${JSON.stringify(value, null, 2).replaceAll(/\[\n\s*([^[\]{}]*?)\n\s*\]/g, (_, inside: string) => `[${inside.replaceAll(/\n\s*/g, " ")}]`)}\n`);

function refusal(what: string, path: string, cause: unknown): Mistake {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reasons: Readonly<Record<string, string>> = words.files.why;
  return new Mistake(words.files.refused(what, path, reasons[code] ?? words.files.other(code || String(cause))));
}
