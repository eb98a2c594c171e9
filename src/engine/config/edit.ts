/**
 * Edits on a config's text. A form and the text are two views of one document: an edit changes the lines of what it edits and
 * keeps every other byte, comments included. Each is read back before it is handed out; one that would not mean what was asked
 * is refused. Safe for the page.
 */
import { isMap, isSeq, type Node } from "yaml";
import { words } from "../../messages/en/config.ts";
import { error, failure, success, type Fix, type Outcome, type Path } from "../schema/problem.ts";
import { parseDocument, stepInto, type ParsedDocument } from "./document.ts";
import { blockLines } from "./render.ts";
import { insertLines, isShared, layoutOf, type BlockMap, type Entry, type List } from "./sites.ts";
import { addEntry, addItem, emptied, removeEntry, removeItemAt, renameEntry, replaceEntryValue, replaceItem } from "./splices.ts";
import { equalData, inserted, removed, renamed, valueAt, withValue } from "./plain-edit.ts";

/** Set the value at a path; blocks on the way are made, and of a block or list only what differs is rewritten. */
export const setIn = (text: string, path: Path, value: unknown): Outcome<string> =>
  edited(text, path, (data) => withValue(data, path, value), (document) => written(document, path, value));

/** Take away the entry or item at a path; what is not there stays away. */
export const removeIn = (text: string, path: Path): Outcome<string> =>
  edited(text, path, (data) => removed(data, path), (document) => without(document, path));

export const renameKey = (text: string, path: Path, to: string): Outcome<string> =>
  edited(text, path, (data) => renamed(data, path, to), ({ text: old, root }) => {
    const entry = site(root, path)?.entry;
    return entry ? renameEntry(old, entry, to) : old;
  });

/** Put a value into the list at a path, before the item that is at `index`; a list that is absent is made. */
export const insertItem = (text: string, path: Path, index: number, value: unknown): Outcome<string> =>
  edited(text, path, (data) => inserted(data, path, index, value), (document) => withItem(document, path, index, value));

export const removeItem = (text: string, path: Path, index: number): Outcome<string> => removeIn(text, [...path, index]);

export function applyFix(text: string, fix: Fix): Outcome<string> {
  switch (fix.kind) {
    case "set": return setIn(text, fix.path, fix.value);
    case "rename": return renameKey(text, fix.path, fix.to);
    case "remove": return removeIn(text, fix.path);
    default: return fix satisfies never;
  }
}

/**
 * Compute what the data should become, splice, read back, compare. `wanted` returns undefined when the path leads nowhere. A splice
 * that does not find its place (a key merged in by `<<`) returns the text as it was.
 */
function edited(text: string, path: Path, wanted: (data: unknown) => unknown, splice: (document: ParsedDocument) => string): Outcome<string> {
  const document = parseDocument(text);
  if (document.problems.length > 0) return failure(...document.problems);
  const goal = wanted(document.value);
  if (goal === undefined) return failure(error(path, words.edit.noWay(shown(path))));
  if (equalData(goal, document.value)) return success(text);
  if (sharedOnTheWay(document.root, path)) return failure(error(path, words.edit.shared(shown(path))));
  const result = splice(document);
  if (equalData(parseDocument(result).value, goal)) return success(result);
  return failure(error(path, words.edit.onlyInText(shown(path))));
}

const shown = (path: Path): string => (path.length > 0 ? `'${path.join(".")}'` : words.whole);

interface Site { readonly parent: Node | null; readonly entry: Entry | null; readonly index: number; readonly value: Node | null }

/** The place a path leads to; null when it is absent. */
function site(root: Node | null, path: Path): Site | null {
  let found: Site = { parent: null, entry: null, index: 0, value: root };
  for (const step of path) {
    const inner = stepInto(found.value, step);
    if (!inner) return null;
    const parent = found.value;
    const index = isMap<Node, Node | null>(parent) ? parent.items.findIndex((entry) => entry === inner.entry) : Number(step);
    found = { parent, index, entry: inner.entry, value: inner.value };
  }
  return found;
}

const sharedOnTheWay = (root: Node | null, path: Path): boolean =>
  path.some((_, i) => isShared(site(root, path.slice(0, i + 1))?.value ?? null));

function written(document: ParsedDocument, path: Path, value: unknown): string {
  const here = site(document.root, path);
  if (isMap(here?.value) && isRecord(value) && Object.keys(value).length > 0) return changedBlock(document, path, value);
  if (isSeq(here?.value) && here.value.items.length > 0 && Array.isArray(value) && value.length > 0) return changedList(document, path, value);
  const { text, root } = document;
  const layout = layoutOf(text, root);
  if (path.length === 0) return insertLines(text, text.length, blockLines(value, layout));
  if (here?.entry) return replaceEntryValue(text, here.entry, value, isFlow(here.parent), layout);
  if (here && isSeq<Node>(here.parent)) return replaceItem(text, here.parent, here.index, value, layout);
  return added(document, path, value);
}

/** A path that is absent: its first absent step is added, what follows it wrapped in blocks. */
function added(document: ParsedDocument, path: Path, value: unknown): string {
  const { text, root } = document;
  const depth = path.findIndex((_, i) => site(root, path.slice(0, i + 1)) === null);
  const step = path[depth]!;
  const wrapped = path.slice(depth + 1).reduceRight((inner: unknown, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
  const parent = site(root, path.slice(0, depth))?.value ?? null;
  const layout = layoutOf(text, root);
  if (isMap<Node, Node | null>(parent) && (parent.items.length > 0 || parent.flow)) return addEntry(text, parent, String(step), wrapped, layout);
  if (isSeq<Node>(parent)) return addItem(text, parent, parent.items.length, wrapped, layout);
  return written(document, path.slice(0, depth), typeof step === "number" ? [wrapped] : { [step]: wrapped });
}

/** Entry by entry, so that the lines and comments of what stays the same stay too. */
function changedBlock({ text, value: data }: ParsedDocument, path: Path, value: Readonly<Record<string, unknown>>): string {
  const old = valueAt(data, path);
  if (!isRecord(old)) return text;
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  const set = (result: string, key: string): string => written(parseDocument(result), [...path, key], value[key]);
  const complete = Object.keys(value).filter((key) => !equalData(old[key], value[key])).reduce(set, text);
  return gone.reduce((result, key) => without(parseDocument(result), [...path, key]), complete);
}

/** The items that differ, between those at the beginning and the end that do not. */
function changedList({ text, value: data }: ParsedDocument, path: Path, value: readonly unknown[]): string {
  const old = valueAt(data, path);
  if (!Array.isArray(old)) return text;
  const shorter = Math.min(old.length, value.length);
  let head = 0;
  while (head < shorter && equalData(old[head], value[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && equalData(old[old.length - 1 - tail], value[value.length - 1 - tail])) tail += 1;
  const [removedTo, addedTo] = [old.length - tail, value.length - tail];
  let result = text;
  for (let i = head; i < Math.min(removedTo, addedTo); i++) result = written(parseDocument(result), [...path, i], value[i]);
  for (let i = removedTo; i < addedTo; i++) result = withItem(parseDocument(result), path, i, value[i]);
  for (let i = removedTo - 1; i >= addedTo; i--) result = without(parseDocument(result), [...path, i]);
  return result;
}

function withItem(document: ParsedDocument, path: Path, index: number, value: unknown): string {
  const list = site(document.root, path)?.value ?? null;
  if (!isSeq<Node>(list)) return written(document, path, [value]);
  return addItem(document.text, list, index, value, layoutOf(document.text, document.root));
}

function without({ text, root }: ParsedDocument, path: Path): string {
  const here = site(root, path);
  if (!here?.parent) return text;
  const { index, entry } = here;
  const collection = here.parent as BlockMap | List; // what holds an entry or item
  const isLast = collection.items.length === 1 && !collection.flow;
  if (isLast) return emptied(text, collection, site(root, path.slice(0, -1))?.entry ?? null);
  return entry ? removeEntry(text, collection as BlockMap, index) : removeItemAt(text, collection as List, index);
}

const isFlow = (node: Node | null): boolean => (isMap(node) || isSeq(node)) && node.flow === true;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
