/** Finding the file that a cell means, however much of its path it gives. */
import { baseName } from "../files.ts";

export interface Match {
  readonly path: string;
  /** With its extension; a bare "12" may as well be a number. */
  readonly named: boolean;
}

/** A way to read both paths and cells more loosely; null where it does not fit a path. */
interface Reading { readonly named: boolean; readonly ofPath: (path: string) => string; readonly ofCell: (cell: string) => string }

const same = (text: string): string => text;
const small = (text: string): string => text.toLowerCase();
const stem = (path: string): string => path.replace(/(?<=[^/])\.[^./]+$/, "");

const READINGS: readonly Reading[] = [
  { named: true, ofPath: same, ofCell: same },
  { named: true, ofPath: small, ofCell: small },
  { named: false, ofPath: stem, ofCell: same },
  { named: false, ofPath: (path) => small(stem(path)), ofCell: small },
];

/** A path and each shorter end of it: "a/b/c", "b/c", "c". */
function* endsOf(path: string): Generator<string> {
  yield path;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) yield path.slice(at + 1);
}

export class PathIndex {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #ends = new Map<Reading, ReadonlyMap<string, string | null>>();

  constructor(paths: readonly string[]) {
    this.#paths = new Map(paths.map((path) => [path.normalize(), path]));
  }

  /**
   * The file that a cell in a table of that folder names: by its path from there or from the root; else by the longest end of its path that
   * some file's path has and only one; then without regard to capitals; then without extensions. Null where none or several are meant.
   */
  find(cell: string, folder: string): Match | null {
    const wanted = tidy(cell);
    if (wanted === "" || baseName(wanted) === "") return null;
    const exact = this.#paths.get(resolved(folder, wanted)) ?? this.#paths.get(resolved("", wanted));
    if (exact !== undefined) return { path: exact, named: true };
    for (const reading of READINGS) {
      const ends = this.#endsBy(reading);
      for (const end of endsOf(reading.ofCell(wanted))) {
        const path = ends.get(end);
        if (path === null) return null;
        if (path !== undefined) return { path, named: reading.named };
      }
    }
    return null;
  }

  #endsBy(reading: Reading): ReadonlyMap<string, string | null> {
    const known = this.#ends.get(reading);
    if (known) return known;
    const ends = new Map<string, string | null>();
    for (const [normal, path] of this.#paths) {
      for (const end of endsOf(reading.ofPath(normal))) ends.set(end, ends.has(end) ? null : path);
    }
    this.#ends.set(reading, ends);
    return ends;
  }
}

const tidy = (cell: string): string => cell.trim().normalize().replaceAll("\\", "/").replace(/^file:\/+/i, "");

/** The path that a cell gives, from a folder; what leads out of all folders stays at their root. */
export const pathFrom = (folder: string, cell: string): string => resolved(folder, tidy(cell));

/** A path from a folder, its "." and ".." walked. */
function resolved(folder: string, path: string): string {
  const parts: string[] = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
