/** Several tables among files: how they are put together, where that was asked for or where their names say so. */
import { error, failure, success, type Outcome } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { tablesOf, type Combination } from "../combine/combination.ts";
import type { Side } from "../combine/join.ts";
import { partsOf } from "../combine/propose.ts";
import type { ReadTable } from "../csv.ts";
import type { Reading, ReadOptions } from "../dialect.ts";
import { blobOf, isBookkeeping, type GivenFile, type Refused } from "../files.ts";
import { readTable, type TableHooks } from "../formats/read.ts";
import { words as reading } from "../../messages/en/ingest.ts";
import { words as ofFolders } from "../../messages/en/folder.ts";
import { Pace } from "../pace.ts";
import { Unreadable } from "../source.ts";
import { isTableName } from "./extensions.ts";

/** More tables, or larger ones, are not held in memory together. */
const MOST_TABLES = 100;
const MOST_BYTES = 512 * 1024 * 1024;

/** Why these are not looked at together; null when they may be. */
export function tooMuch(tables: readonly { readonly size: number }[]): string | null {
  const size = tables.reduce((sum, table) => sum + table.size, 0);
  return tables.length > MOST_TABLES ? words.tooMany(tables.length, MOST_TABLES) : size > MOST_BYTES ? words.tooLarge(size, MOST_BYTES) : null;
}

/** What was asked for, where its tables are there; else, of files called for training and for something else, these parts. Null: one table by itself. */
export function togetherOf(tables: readonly GivenFile[], { together, among }: ReadOptions): Combination | null {
  const isThere = (name: string): boolean => tables.some(({ path }) => path === name);
  if (together && tablesOf(together).every(isThere)) return together;
  if (among !== undefined && (among === "" || isThere(among))) return null;
  const parts = partsOf(tables.map(({ path }) => path));
  return parts.length > 0 && tooMuch(tables) === null ? { way: "parts", tables: parts } : null;
}

export interface ReadPart extends Side, Pick<ReadTable<Reading>, "dialect" | "notes"> {}

/** The tables of a combination as they stand in their files; fails with the reason of the first that cannot be read. */
export async function readParts(names: readonly string[], files: readonly GivenFile[], options: ReadOptions, hooks: TableHooks): Promise<Outcome<readonly ReadPart[]>> {
  const parts: ReadPart[] = [];
  for (const name of names) {
    const file = files.find(({ path }) => path === name);
    if (!file) return failure(error([], words.noTable([name])));
    const read = await readFile(file, options, hooks);
    if (!read.ok) return failure(...read.problems.map(({ message }) => error([], ofFolders.refusal(name, message))));
    parts.push({ name, ...read.value });
  }
  return success(parts);
}

export async function readFile(file: GivenFile, options: ReadOptions, { onProgress: _, ...hooks }: TableHooks): Promise<Outcome<ReadTable<Reading>>> {
  const blob = await blobOf(file, new Pace(hooks.signal)).catch((cause: unknown) => {
    if (cause instanceof Unreadable) return ofFolders.refusal(file.path, cause.message);
    throw cause;
  });
  if (!(blob instanceof Blob)) return failure(error([], blob ?? reading.cancelled));
  return readTable(blob, file.path, options, hooks);
}

export interface Tables { readonly parts: readonly ReadPart[]; readonly refused: readonly Refused[] }

/** All tables among files, those that cannot be read with the reason; fails where they are too many to be looked at together. */
export async function readAll(files: readonly GivenFile[], options: ReadOptions, hooks: TableHooks): Promise<Outcome<Tables>> {
  const tables = files.filter(({ path }) => isTableName(path) && !isBookkeeping(path));
  const why = tooMuch(tables);
  if (why !== null) return failure(error([], why));
  const parts: ReadPart[] = [];
  const refused: Refused[] = [];
  for (const file of tables) {
    const read = await readFile(file, options, hooks);
    if (read.ok) parts.push({ name: file.path, ...read.value });
    else refused.push({ path: file.path, why: read.problems.map(({ message }) => message).join(" ") });
  }
  return success({ parts, refused });
}
