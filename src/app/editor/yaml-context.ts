/**
 * Where in a config the cursor stands, told from indentation alone: a text that is being typed is often no YAML yet. Blocks,
 * lists and braces on one line are understood; braces over several lines are not, and there nothing is offered.
 */
import type { Path } from "../../engine/schema/problem.ts";

export interface YamlContext {
  /** Of the block that holds the cursor. */
  readonly path: Path;
  /** The key whose value is being typed; null while a key is. */
  readonly key: string | null;
  /** What has been typed of it, and where it began. */
  readonly typed: string;
  readonly from: number;
  /** Keys that the line's own braces hold already. */
  readonly inBraces: boolean;
}

interface Line {
  /** Columns of the dashes that begin the line. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly column: number;
  readonly content: string;
  readonly key: string | null;
}

/** Of a line, so much is tried on the patterns: they go over a run of blanks again and again. */
const LONGEST_LOOK = 1_000;
const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],"'][^{}[\],]*?)\s*:(?=\s|$)/;

export function contextAt(text: string, offset: number): YamlContext | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/(^|\s)#/.test(before)) return null;
  const lines = text.slice(0, start).split("\n").slice(0, -1).map(readLine);
  const line = readLine(before);
  const path = pathOf([...lines, line], lines.length);
  return inLine(line, path, offset);
}

function readLine(text: string): Line {
  const dashes: number[] = [];
  let at = text.length - text.trimStart().length;
  while (text[at] === "-" && (text[at + 1] === " " || at + 1 === text.length)) {
    dashes.push(at);
    at += 1;
    while (text[at] === " ") at += 1;
  }
  const content = text.slice(at, at + LONGEST_LOOK);
  const key = KEY.exec(content)?.[1];
  return { dashes, column: at, content, key: key === undefined ? null : unquoted(key) };
}

const isBlank = ({ content, dashes }: Line): boolean => dashes.length === 0 && (content.trim() === "" || content.startsWith("#"));

/** The path of the block that line `at` belongs to, by going up. */
function pathOf(lines: readonly Line[], at: number): (string | number)[] {
  const path: (string | number)[] = [];
  let limit = lines[at]!.column;
  let inList = false;
  const enterItems = (i: number, below: number) => {
    for (const dash of lines[i]!.dashes.toReversed()) {
      if (dash >= below) continue;
      path.unshift(itemNumber(lines, i, dash));
      limit = dash;
      inList = true;
    }
  };
  enterItems(at, limit + 1);
  for (let i = at - 1; i >= 0 && (limit > 0 || inList); i--) {
    const line = lines[i]!;
    if (isBlank(line)) continue;
    const isParent = line.column < limit || (inList && line.dashes.length === 0 && line.column <= limit);
    if (isParent && line.key !== null && /:\s*(#.*)?$/.test(line.content)) {
      path.unshift(line.key);
      limit = line.column;
      inList = false;
      enterItems(i, limit);
    } else if (line.column === limit && line.dashes.some((d) => d < limit) && !inList) {
      enterItems(i, limit);
    } else if (line.column < limit) {
      limit = line.column;
      enterItems(i, limit);
    }
  }
  return path;
}

/** How many items of the same list stand above. */
function itemNumber(lines: readonly Line[], at: number, dash: number): number {
  let items = 0;
  for (let i = at - 1; i >= 0; i--) {
    const line = lines[i]!;
    if (isBlank(line)) continue;
    if (line.dashes.includes(dash)) items += 1;
    else if (line.column <= dash) break;
  }
  return items;
}

/** The cursor within its line: after a key, inside braces, or at a key. */
function inLine(line: Line, path: (string | number)[], offset: number): YamlContext | null {
  let rest = line.content;
  let key: string | null = null;
  let inBraces = false;
  const here = [...path];
  for (;;) {
    const found = KEY.exec(rest);
    if (found) {
      key = unquoted(found[1]!);
      rest = rest.slice(found[0].length).trimStart();
    }
    if (!rest.startsWith("{")) break;
    const inner = openBrace(rest);
    if (inner === null) return null; // the braces are closed: the cursor stands behind them
    if (key !== null) here.push(key);
    key = null;
    inBraces = true;
    rest = inner.trimStart();
  }
  if (rest.startsWith("[")) return null;
  return { path: here, key, typed: rest, from: offset - rest.length, inBraces };
}

/** What stands in an unclosed brace after its last comma; null when it is closed. */
function openBrace(text: string): string | null {
  let depth = 0;
  let from = 1;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "{" || c === "[") depth += 1;
    else if (c === "}" || c === "]") depth -= 1;
    else if (c === "," && depth === 1) from = i + 1;
    if (depth === 0) return null;
  }
  return text.slice(from);
}

const unquoted = (key: string): string => (/^(["']).*\1$/.test(key) ? key.slice(1, -1) : key);
