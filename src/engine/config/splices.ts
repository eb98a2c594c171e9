/** The splices that edits are made of: each changes the lines of one node and no others. Safe for the page. */
import { isMap, isScalar, type Node } from "yaml";
import { blockLines, depth, flowText, indented, inlineText, itemLines, pairLines, scalarText, type Layout } from "./render.ts";
import {
  colonEnd, columnOf, dashes, endOf, entryEnd, insertLines, isBlockCollection, isEmpty, itemEnd, lineBehind, lineBreak, lineStart, nextLine,
  splice, startOf, type BlockMap, type Entry, type List,
} from "./sites.ts";

/** Put another value in the place of an entry's. */
export function replaceEntryValue(text: string, entry: Entry, value: unknown, inBrackets: boolean, layout: Layout): string {
  const colon = colonEnd(entry);
  const old = entry.value;
  const inline = inBrackets ? flowText(value) : inlineText(value, quotesOf(old));
  if (colon === null) return splice(text, endOf(entry.key), endOf(entry.key), `: ${flowText(value)}`);
  if (inline === null) return blockUnderKey(text, entry, colon, value, layout);
  if (isEmpty(old)) return splice(text, colon, colon, ` ${inline}`);
  if (!isBlockCollection(old)) return replaceText(text, startOf(old!), endOf(old!), inline); // not empty, so there
  const withoutLines = splice(text, lineStart(text, startOf(old)), nextLine(text, endOf(old)), "");
  return splice(withoutLines, colon, colon, ` ${inline}`);
}

/** A block goes below its key; a comment behind the key stays there. */
function blockUnderKey(text: string, entry: Entry, colon: number, value: unknown, layout: Layout): string {
  const old = entry.value;
  const column = columnOf(text, startOf(entry.key)) + depth(value, layout);
  const lines = indented(blockLines(value, layout), column);
  if (isBlockCollection(old)) {
    const start = lineStart(text, startOf(old));
    return insertLines(splice(text, start, nextLine(text, endOf(old)), ""), start, lines);
  }
  const emptied = isEmpty(old) ? text : replaceText(text, colon, endOf(old!), ""); // not empty, so there
  return insertLines(emptied, nextLine(emptied, colon), lines);
}

/** Put another value in the place of a list's item. */
export function replaceItem(text: string, list: List, index: number, value: unknown, layout: Layout): string {
  const old = list.items[index]!;
  if (list.flow) return splice(text, startOf(old), endOf(old), flowText(value));
  const dash = dashes(list)[index]!;
  if (isEmpty(old)) return splice(text, dash + 1, dash + 1, ` ${hanging(text, blockLines(value, layout), columnOf(text, dash) + 2)}`);
  const lines = [inlineText(value, quotesOf(old)) ?? blockLines(value, layout)].flat();
  return replaceText(text, startOf(old), endOf(old), hanging(text, lines, columnOf(text, startOf(old))));
}

/** Add an entry at the end of a block. */
export function addEntry(text: string, map: BlockMap, key: string, value: unknown, layout: Layout): string {
  const last = map.items.at(-1);
  if (map.flow) return addInBrackets(text, map, last ? entryEnd(last) : null, `${scalarText(key)}: ${flowText(value)}`);
  const column = columnOf(text, startOf(map.items[0]!.key)); // a block without brackets has an entry
  return insertLines(text, lineBehind(text, endOf(map), column), indented(pairLines(key, value, layout), column));
}

export function addItem(text: string, list: List, index: number, value: unknown, layout: Layout): string {
  const before = index > 0 ? list.items[index - 1] : undefined;
  const next = list.items[index];
  if (list.flow && index === 0 && next) return splice(text, startOf(next), startOf(next), `${flowText(value)}, `);
  if (list.flow) return addInBrackets(text, list, before ? endOf(before) : null, flowText(value));
  const first = dashes(list)[0]!;
  const column = columnOf(text, first);
  const lines = itemLines(value, layout);
  if (!before) return splice(text, first, first, hanging(text, [...lines, ""], column));
  return insertLines(text, lineBehind(text, itemEnd(list, index - 1), column), indented(lines, column));
}

function addInBrackets(text: string, collection: BlockMap | List, after: number | null, added: string): string {
  const close = endOf(collection) - 1;
  if (after === null) return splice(text, startOf(collection) + 1, close, added);
  const comma = /^(?:\s|#.*(?:\n|$))*,/.exec(text.slice(after, close));
  const at = after + (comma?.[0].length ?? 0);
  if (comma) return splice(text, at, at, isLastComma(text.slice(at, close)) ? ` ${added}` : ` ${added},`);
  return splice(text, at, at, `, ${added}`);
}

const isLastComma = (rest: string): boolean => /^(?:\s|#.*(?:\n|$))*$/.test(rest);

/** Take an entry out of a block that holds others. */
export function removeEntry(text: string, map: BlockMap, index: number): string {
  const entries = map.items;
  const entry = entries[index]!;
  const ends = entries.map(entryEnd);
  const starts = entries.map(({ key }) => startOf(key));
  if (map.flow) return removeInBrackets(text, index, starts, ends);
  return removeLines(text, starts[index]!, entryEnd(entry), starts[index + 1]);
}

export function removeItemAt(text: string, list: List, index: number): string {
  if (list.flow) return removeInBrackets(text, index, list.items.map(startOf), list.items.map(endOf));
  const starts = dashes(list);
  return removeLines(text, starts[index]!, itemEnd(list, index), starts[index + 1]);
}

/** Whole lines where the part begins its line; behind a dash (`- name: x`) the next line moves up, unless it is blank or a comment. */
function removeLines(text: string, start: number, end: number, next: number | undefined): string {
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() === "") return splice(text, line, nextLine(text, end), "");
  if (next !== undefined && lineStart(text, next) === nextLine(text, end)) return splice(text, start, next, "");
  const kept = text.slice(0, start).trimEnd();
  return kept + lineBreak(text) + text.slice(nextLine(text, end));
}

function removeInBrackets(text: string, index: number, starts: readonly number[], ends: readonly number[]): string {
  const [start, end, next, before] = [starts[index]!, ends[index]!, starts[index + 1], ends[index - 1]];
  const clean = (from: number, to: number): boolean => !text.slice(from, to).includes("#");
  if (next !== undefined && clean(end, next)) return splice(text, start, next, "");
  if (next === undefined && before !== undefined && clean(before, start)) return splice(text, before, end, "");
  const comma = /^\s*,/.exec(text.slice(end));
  return splice(text, start, end + (comma?.[0].length ?? 0), "");
}

/** `{}` or `[]` in the place of a collection that lost its only part. */
export function emptied(text: string, collection: BlockMap | List, parent: Entry | null): string {
  const empty = isMap(collection) ? "{}" : "[]";
  if (parent) return replaceEntryValue(text, parent, isMap(collection) ? {} : [], false, { step: 2, indentLists: true });
  const start = isMap(collection) ? startOf(collection) : (dashes(collection)[0] ?? startOf(collection));
  return replaceText(text, start, endOf(collection), empty);
}

export const renameEntry = (text: string, { key }: Entry, to: string): string =>
  splice(text, startOf(key), endOf(key), scalarText(to, quotesOf(key)));

/** New text for a node's; where the node ended its line (a block of text does), so does the new text. */
const replaceText = (text: string, start: number, end: number, put: string): string =>
  splice(text, start, end, put + (end > start && text[end - 1] === "\n" ? lineBreak(text) : ""));

/** Lines of which the first stands behind something else. */
const hanging = (text: string, lines: readonly string[], column: number): string => lines.join(lineBreak(text) + " ".repeat(column));

function quotesOf(node: Node | null): "single" | "double" | undefined {
  if (!isScalar(node)) return undefined;
  return node.type === "QUOTE_SINGLE" ? "single" : node.type === "QUOTE_DOUBLE" ? "double" : undefined;
}
