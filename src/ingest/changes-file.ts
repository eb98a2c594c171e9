/** A list of changes to the data that comes back as a file: JSON, or CSV as a spreadsheet saves it, in its encoding and with its delimiter. */
import { isDataChange, type DataChange } from "../engine/data/changes.ts";
import { changesOfRows, type FileRow, type ReadChange } from "../engine/data/changes-csv.ts";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/changes.ts";
import { decoderFor, detectEncoding } from "./decode.ts";
import { detect } from "./detect.ts";
import { RowParser, type Row } from "./rows.ts";

/** Change by change, cell by cell and row by row. */
export async function readChanges(file: Blob): Promise<Outcome<readonly ReadChange[]>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decoderFor(detectEncoding(bytes).encoding)!.decode(bytes); // what is detected is known
  return /^\s*[{[]/.test(text) ? changesOfJson(text) : changesOfRows(rowsOf(text));
}

function changesOfJson(text: string): Outcome<readonly ReadChange[]> {
  try {
    const parsed: unknown = JSON.parse(text);
    const list: unknown = Array.isArray(parsed) ? parsed : (parsed as { readonly changes?: unknown } | null)?.changes; // whatever it is, each change is looked at
    if (Array.isArray(list) && list.every(isDataChange)) return success(list.flatMap(steps).map((change, i) => ({ line: i + 1, change })));
  } catch {
    // not JSON either
  }
  return failure(error([], words.notJson));
}

function steps(change: DataChange): readonly DataChange[] {
  switch (change.kind) {
    case "cells": return change.cells.map((cell) => ({ ...change, cells: [cell] }));
    case "exclude": return change.rows.map((row) => ({ ...change, rows: [row] }));
    case "spelling": return change.from.map((from) => ({ ...change, from: [from] }));
    default: return change satisfies never;
  }
}

function rowsOf(text: string): readonly FileRow[] {
  const parser = new RowParser(detect(text, true, { quote: '"', escape: "double" }).dialect);
  const placed = (rows: readonly Row[]): readonly FileRow[] => rows.map((cells) => ({ line: parser.lineOf(cells), cells }));
  return [...placed(parser.push(text)), ...placed(parser.end())];
}
