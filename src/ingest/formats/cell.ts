/** Values of any format to the text of cells. */
import { pictureUri } from "./binary.ts";
import { type NamedColumns, pathOf } from "./named-columns.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/ingest.ts";

/** Deeper records stay JSON in one cell. */
const DEEPEST = 20;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof Date);

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/**
 * Writes values into cells and remembers what it had to change. Missing: null, undefined, NaN. Lists of single values are
 * written between blanks, as vectors and sets are read; blanks inside their items become "_". What nests deeper stays JSON.
 */
export class CellWriter {
  #joined = false;
  #nested = false;
  #dropped = 0;

  /** The row's cells, in columns named by the path of keys: `a.b`. */
  record(columns: NamedColumns, row: number, record: Readonly<Record<string, unknown>>, parent = "", depth = 0): void {
    for (const [key, value] of Object.entries(record)) this.value(columns, row, pathOf(parent, key), value, depth);
  }

  /** A value in the column of its path, or the cells of a record in columns below it. */
  value(columns: NamedColumns, row: number, path: string, value: unknown, depth = 0): void {
    if (isRecord(value) && depth < DEEPEST) this.record(columns, row, value, path, depth + 1);
    else columns.add(path, row, this.text(value));
  }

  text(value: unknown): string {
    if (typeof value === "string") return value;
    if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
    if (value instanceof Date) return dateText(value);
    if (value instanceof Uint8Array) return this.#bytes(value);
    if (isList(value)) return this.#list(Array.from(value));
    this.#nested = true;
    return json(value);
  }

  /** What was changed on the way. */
  notes(): readonly Problem[] {
    const { joinedItems, nestedValues, binary } = words.formats;
    return [this.#joined ? joinedItems : "", this.#nested ? nestedValues : "", this.#dropped > 0 ? binary(this.#dropped) : ""]
      .flatMap((sentence) => (sentence === "" ? [] : [note([], sentence)]));
  }

  #list(items: readonly unknown[]): string {
    if (items.some((item) => isRecord(item) || isList(item))) {
      this.#nested = true;
      return json(items);
    }
    return items.map((item) => this.text(item)).filter((text) => text !== "").map((text) => this.#item(text)).join(" ");
  }

  #item(text: string): string {
    if (!/\s/.test(text)) return text;
    this.#joined = true;
    return text.trim().replaceAll(/\s+/g, "_");
  }

  #bytes(value: Uint8Array): string {
    const text = pictureUri(value) ?? utf8(value);
    if (text === null) this.#dropped++;
    return text ?? "";
  }
}

/** ISO 8601 of the UTC calendar, without a zone; without a time of day where it is midnight. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const iso = date.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, -14) : iso.replace(/(?:\.000)?Z$/, "");
}

const json = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : ArrayBuffer.isView(inner) ? [] : inner));

const strict = new TextDecoder("utf-8", { fatal: true });

function utf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

