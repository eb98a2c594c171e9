/** Where the table is in one JSON object. */
import { isRecord } from "../cell.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A table in a document: a list of records, or of lists of cells. */
export interface NamedList { readonly name: string; readonly items: readonly unknown[] }

/** Lists are looked for so deep. */
const DEEPEST = 3;

/**
 * The tables of a document, the largest first: an object of columns; pandas' "split"; lists of records under names, at most three
 * deep; else the document itself as the only record. `unequal` names columns that are not of one length.
 */
export function listsOf(document: Fields): { readonly lists: readonly NamedList[]; readonly unequal: readonly string[] } {
  const split = splitRows(document);
  if (split) return { lists: [{ name: "data", items: split }], unequal: [] };
  const columns = columnsOf(document);
  if (columns) {
    const lengths = new Set(columns.map(([, cells]) => cells.length));
    if (lengths.size > 1) return { lists: [], unequal: columns.map(([name, cells]) => `${name} (${cells.length})`) };
    return { lists: [{ name: "", items: recordsOf(columns) }], unequal: [] };
  }
  const lists = [...found(document, "", 0)].sort((one, other) => other.items.length - one.items.length);
  return { lists: lists.length > 0 ? lists : [{ name: "", items: [document] }], unequal: [] };
}

/** `{"columns": ["a", "b"], "data": [[1, 2], [3, 4]]}` */
function splitRows({ columns, data }: Fields): readonly unknown[] | null {
  const isSplit = Array.isArray(columns) && columns.every((name) => typeof name === "string") && Array.isArray(data) && data.length > 0 && data.every(Array.isArray);
  return isSplit ? [columns, ...data] : null;
}

/** `{"a": [1, 2], "b": [3, 4]}` and `{"a": {"0": 1, "1": 2}, "b": {"0": 3, "1": 4}}` */
function columnsOf(document: Fields): readonly (readonly [name: string, cells: readonly unknown[]])[] | null {
  const entries = Object.entries(document);
  if (entries.length === 0) return null;
  if (entries.every(([, value]) => Array.isArray(value) && !value.some(isRecord))) return entries.map(([name, value]) => [name, value as readonly unknown[]] as const); // just looked at
  const keys = isRecord(entries[0]![1]) ? Object.keys(entries[0]![1]).join("\n") : "";
  const isIndexed = keys !== "" && entries.length > 1 && entries.every(([, value]) => isRecord(value) && Object.keys(value).join("\n") === keys && !Object.values(value).some(isRecord));
  return isIndexed ? entries.map(([name, value]) => [name, Object.values(value as Fields)] as const) : null; // just looked at
}

const recordsOf = (columns: readonly (readonly [string, readonly unknown[]])[]): readonly unknown[] =>
  Array.from({ length: columns[0]![1].length }, (_, row) => Object.fromEntries(columns.map(([name, cells]) => [name, cells[row]])));

function* found(value: Fields, path: string, depth: number): Generator<NamedList, void, void> {
  for (const [key, inner] of Object.entries(value)) {
    const name = path === "" ? key : `${path}.${key}`;
    if (Array.isArray(inner) && inner.length > 0 && inner.some(isRecord)) yield { name, items: inner };
    else if (isRecord(inner) && depth + 1 < DEEPEST) yield* found(inner, name, depth + 1);
  }
}
