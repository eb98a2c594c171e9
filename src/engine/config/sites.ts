/**
 * Where the parts of a YAML text stand, in offsets: what an edit needs to splice lines. Safe for the page: imports only `yaml`.
 */
import { isAlias, isMap, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { Layout } from "./render.ts";

export type BlockMap = YAMLMap<Node, Node | null>;
export type List = YAMLSeq<Node>;
export type Entry = Pair<Node, Node | null>;

export const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Does a node hold no text of its own (`key:`)? */
export const isEmpty = (node: Node | null): boolean => node === null || node.range?.[0] === node.range?.[1];

/** A map or list written as lines, not in brackets. */
export const isBlockCollection = (node: Node | null): node is BlockMap | List => (isMap(node) || isSeq(node)) && node.flow !== true;

/** The offset after a node's last character, comments and blank lines behind it left out. */
export function endOf(node: Node): number {
  if (isBlockCollection(node)) {
    const last = isMap(node) ? entryEnd(node.items.at(-1)!) : itemEnd(node, node.items.length - 1);
    return node.items.length > 0 ? last : startOf(node);
  }
  return node.range?.[1] ?? 0;
}

/** The offset after the ":" of an entry; null where there is none (`{a, b}`). */
export function colonEnd(entry: Entry): number | null {
  const token = entry.srcToken?.sep?.find(({ type }) => type === "map-value-ind");
  return token ? token.offset + 1 : null;
}

export const entryEnd = (entry: Entry): number =>
  entry.value && !isEmpty(entry.value) ? endOf(entry.value) : (colonEnd(entry) ?? endOf(entry.key));

/** The offset of the "-" of each item of a list written as lines. */
export function dashes(list: List): readonly number[] {
  const token = list.srcToken;
  if (token?.type !== "block-seq") return [];
  return token.items.flatMap(({ start }) => start.filter(({ type }) => type === "seq-item-ind").map(({ offset }) => offset));
}

export function itemEnd(list: List, index: number): number {
  const item = list.items[index]!;
  return isEmpty(item) && !list.flow ? dashes(list)[index]! + 1 : endOf(item);
}

/** Is the value another's by anchor and alias, or anchored itself? Such values are edited by hand. */
export const isShared = (node: Node | null): boolean =>
  node !== null && (isAlias(node) || ("anchor" in node && node.anchor !== undefined));

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line after the one that holds the character before `end` begins. */
export function nextLine(text: string, end: number): number {
  if (end > 0 && text[end - 1] === "\n") return end;
  const newline = text.indexOf("\n", end);
  return newline < 0 ? text.length : newline + 1;
}

/** The place to add a line at a column, behind what ends at `end`: past comments that stand deeper, which belong to what is there. */
export function lineBehind(text: string, end: number, column: number): number {
  let at = nextLine(text, end);
  for (let comment = commentAt(text, at); comment !== null && comment > column; comment = commentAt(text, at)) at = nextLine(text, at + 1);
  return at;
}

function commentAt(text: string, line: number): number | null {
  const [, indent] = /^( *)#/.exec(text.slice(line, line + 1000)) ?? [];
  return indent === undefined ? null : indent.length;
}

export const splice = (text: string, from: number, to: number, put: string): string => text.slice(0, from) + put + text.slice(to);
export const lineBreak = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** Whole lines put in at the beginning of a line, or at the end of the text. */
export function insertLines(text: string, at: number, lines: readonly string[]): string {
  const eol = lineBreak(text);
  const openEnd = at === text.length && at > 0 && text[at - 1] !== "\n";
  return splice(text, at, at, openEnd ? eol + lines.join(eol) : lines.join(eol) + eol);
}

/** The first layout that the document itself shows. */
export function layoutOf(text: string, root: Node | null): Layout {
  const entries = entriesBelow(root).filter(({ value }) => value !== null && isBlockCollection(value) && value.items.length > 0);
  const deeper = ({ key, value }: Entry): number => columnOf(text, startOf(value!)) - columnOf(text, startOf(key));
  const map = entries.find(({ value }) => isMap(value));
  const list = entries.find(({ value }) => isSeq(value));
  const step = map ? deeper(map) : list ? deeper(list) : 2;
  return { step: step > 0 ? step : 2, indentLists: list ? deeper(list) > 0 : true };
}

const entriesBelow = (node: Node | null): readonly Entry[] => {
  if (isMap<Node, Node | null>(node)) return node.items.flatMap((entry) => [entry, ...entriesBelow(entry.value)]);
  return isSeq<Node>(node) ? node.items.flatMap(entriesBelow) : [];
};
