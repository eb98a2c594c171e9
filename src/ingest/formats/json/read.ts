/** JSON and JSON lines to a table. */
import { note, type Problem } from "../../../engine/schema/problem.ts";
import { words } from "../../../messages/en/ingest.ts";
import type { ReadTable } from "../../csv.ts";
import { decode, decoderFor, detectEncoding } from "../../decode.ts";
import type { Reading } from "../../dialect.ts";
import { RowRemark } from "../../remarks.ts";
import { pieces } from "../../source.ts";
import { isRecord } from "../cell.ts";
import { breathe, Refusal, settled, type FileToRead } from "../format.ts";
import { listsOf } from "./document.ts";
import { parseJson } from "./parse.ts";
import { ItemTable } from "./items.ts";
import { LineCutter, ValueCutter, type ValueText } from "./values.ts";

const HEAD_BYTES = 256 * 1024;

type Layout = "list" | "lines" | "values";

/**
 * A list of records or of lists of cells is read element by element, JSON lines value by value; a single object is searched for its
 * table (`listsOf`). Lines that are no JSON are left out and said; any other value that is none fails the file.
 */
export async function readJson(file: FileToRead): Promise<ReadTable<Reading>> {
  const { blob, options, pace } = file;
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const encoding = options.encoding ?? detectEncoding(head).encoding;
  const decoder = decoderFor(encoding);
  if (!decoder) throw new Refusal(words.unknownEncoding(encoding));
  const layout = layoutOf(decoderFor(encoding)!.decode(head, { stream: true }), head.length === blob.size);
  const reader = new ValueReader(layout, file);
  let broken = false;
  let bytes = 0;
  const counted = async function* () {
    for await (const piece of pieces(blob.stream())) {
      bytes += piece.length;
      yield piece;
    }
  };
  for await (const text of decode(counted(), decoder)) {
    broken ||= text.includes("\ufffd");
    await reader.push(text, bytes / Math.max(1, blob.size));
  }
  const { table, picked, lines } = await reader.end();
  const { rows, columns, frame, notes } = table.finish();
  const how = { format: lines ? "jsonl" : "json", encoding: decoder.encoding, ...picked, ...frame } as const;
  const remarks = [...reader.notes(), ...notes, ...(broken ? [note([], words.brokenCharacters(decoder.encoding))] : [])];
  return { table: await settled(rows, columns, pace), dialect: how, notes: remarks, bytes: blob.size };
}

/** A list of records, one value a line, or values one after another over many lines. */
function layoutOf(head: string, whole: boolean): Layout {
  const text = head.trimStart();
  if (/^\[\s*[[{]/.test(text)) return "list";
  const end = text.indexOf("\n");
  if (end < 0 && !whole) return "values";
  return parseJson(end < 0 ? text : text.slice(0, end)) === undefined ? "values" : "lines";
}

interface Picked { readonly sheet: string; readonly sheets: readonly string[] }

/** Values to rows. An object waits for a second one: alone, it is a document. */
class ValueReader {
  readonly #layout: Layout;
  readonly #file: FileToRead;
  readonly #cutter: LineCutter | ValueCutter;
  readonly #broken = new RowRemark();
  #first: { readonly value: unknown; readonly line: number } | null = null;
  #table: ItemTable | null = null;
  #values = 0;

  constructor(layout: Layout, file: FileToRead) {
    this.#layout = layout;
    this.#file = file;
    this.#cutter = layout === "lines" ? new LineCutter() : new ValueCutter(layout === "list");
  }

  async push(text: string, share: number): Promise<void> {
    for (const value of this.#cutter.push(text)) {
      this.#take(value);
      if (this.#values % 64 === 0) await breathe(this.#file, share, this.#table?.rows ?? 0);
    }
    await breathe(this.#file, share, this.#table?.rows ?? 0);
  }

  async end(): Promise<{ readonly table: ItemTable; readonly picked: Partial<Picked>; readonly lines: boolean }> {
    for (const value of this.#cutter.end()) this.#take(value);
    if (this.#cutter instanceof ValueCutter && this.#cutter.open) throw new Refusal(words.formats.json.cutOff(this.#cutter.line));
    if (this.#table) return { table: this.#table, picked: {}, lines: this.#layout !== "list" };
    if (!this.#first) throw new Refusal(this.#broken.count > 0 ? words.formats.json.noLine(this.#broken.count) : words.formats.noRecords);
    return { ...(await this.#document(this.#first.value)), lines: false };
  }

  notes(): readonly Problem[] {
    return this.#broken.note(words.formats.json.brokenLines);
  }

  #take({ text, line }: ValueText): void {
    const value = parseJson(text);
    if (value === undefined) {
      if (this.#layout !== "lines") throw new Refusal(words.formats.json.broken(this.#values + 1, line, text.slice(0, 60)));
      this.#broken.add(this.#values++, () => line);
      return;
    }
    this.#values++;
    if (this.#layout !== "list" && !this.#table && !this.#first) {
      this.#first = { value, line };
      return;
    }
    const table = (this.#table ??= this.#begin());
    table.add(value, line);
  }

  #begin(): ItemTable {
    const table = new ItemTable(this.#file.options, this.#file.most);
    if (this.#first) table.add(this.#first.value, this.#first.line);
    this.#first = null;
    return table;
  }

  async #document(document: unknown): Promise<{ readonly table: ItemTable; readonly picked: Partial<Picked> }> {
    if (Array.isArray(document) && document.length === 0) throw new Refusal(words.formats.noRecords);
    if (!isRecord(document)) throw new Refusal(words.formats.json.singleValues);
    const { lists, unequal } = listsOf(document);
    if (unequal.length > 0) throw new Refusal(words.formats.json.unequal(unequal));
    const list = lists.find(({ name }) => name === this.#file.options.sheet) ?? lists[0]!;
    const table = new ItemTable(this.#file.options, this.#file.most);
    for (const [i, item] of list.items.entries()) {
      table.add(item, i + 1);
      if (i % 64 === 0) await breathe(this.#file, 1, table.rows);
    }
    return { table, picked: lists.length > 1 ? { sheet: list.name, sheets: lists.map(({ name }) => name) } : {} };
  }
}
