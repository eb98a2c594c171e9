/**
 * YAML text to plain data, every position kept. Safe for the page: imports only `yaml` and the words of problems.
 */
import { Composer, isMap, isSeq, Lexer, LineCounter, Parser, type Document, type Node, type YAMLError } from "yaml";
import { words } from "../../messages/en/config.ts";
import { error, type Path, type Problem } from "../schema/problem.ts";
import { keyText, plainData } from "./plain.ts";
import { dashes, endOf, isBlockCollection, isEmpty, startOf, type Entry } from "./sites.ts";

/** A text is read on the page at every key stroke; some two thousand features fit. */
export const MOST_CHARACTERS = 250_000;
export const DEEPEST = 64;

export interface ParsedDocument {
  readonly text: string;
  /** Null when the text is empty, or not YAML at all. */
  readonly root: Node | null;
  readonly lines: LineCounter;
  /** Plain data (null for an empty text); undefined when a problem is an error. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** Twin keys are found by the reader of plain data: the composer compares every key with every other. */
const COMPOSING = { version: "1.2", schema: "core", prettyErrors: false, keepSourceTokens: true, uniqueKeys: false, logLevel: "silent" } as const;

/** Read a config's text as YAML 1.2. Whatever the text, the answer comes soon and every problem has its line and column. */
export function parseDocument(text: string): ParsedDocument {
  const lines = new LineCounter();
  const refused = (message: string, offset: number): ParsedDocument =>
    ({ text, root: null, lines, value: undefined, problems: [placed(lines, message, offset)] });
  if (text.length > MOST_CHARACTERS) return refused(words.yaml.tooLong(text.length, MOST_CHARACTERS), 0);
  const tokens = tokensOf(text, lines);
  if (tokens === null) return refused(words.yaml.tooDeep(DEEPEST), lines.lineStarts.at(-1) ?? 0);
  const composer = new Composer(COMPOSING);
  const documents = [...composer.compose(tokens, true, text.length)];
  const document = documents[0]!; // with forced documents, even an empty text is one
  const found = [...document.errors, ...document.warnings].map((e) => placed(lines, sentence(e), e.pos[0]));
  const second = documents[1];
  if (second) found.push(placed(lines, words.yaml.second, second.range[0]));
  const { value, faults } = found.length > 0 ? { value: undefined, faults: [] } : plainData(document.contents);
  const problems = onePerLine([...found, ...faults.map(({ message, offset }) => placed(lines, message, offset))]);
  return { text, root: rootOf(document), lines, value: problems.length > 0 ? undefined : value, problems };
}

/** All tokens, or null as soon as collections nest too deep: composing them recurses, and a hostile text would end the worker. */
function tokensOf(text: string, lines: LineCounter) {
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > 2 * DEEPEST) return null; // a level takes at most two places: the collection, and what is being read in it
  }
  tokens.push(...parser.end());
  return tokens;
}

const rootOf = (document: Document.Parsed): Node | null => document.contents;

const placed = (lines: LineCounter, message: string, offset: number): Problem => ({ ...error([], message), ...position(lines, offset) });

function position(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** One mistake makes several errors; the first of a line says it. */
const onePerLine = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter((p, i) => problems.findIndex((q) => q.line === p.line) === i);

/** A parser's error in the words of someone who writes configs. */
function sentence({ code, message }: YAMLError): string {
  switch (code) {
    case "TAB_AS_INDENT": return words.yaml.tab;
    case "BAD_INDENT": return words.yaml.indent;
    case "BLOCK_AS_IMPLICIT_KEY": return words.yaml.secondColon;
    case "MULTILINE_IMPLICIT_KEY": return words.yaml.multiline;
    case "MISSING_CHAR": return words.yaml.unclosed(message);
    case "TAG_RESOLVE_FAILED": return words.yaml.tagged;
    case "RESOURCE_EXHAUSTION": return words.yaml.tooDeep(DEEPEST);
    default: return words.yaml.other(message);
  }
}

export interface Place { readonly line: number; readonly column: number; readonly endLine: number }

/** Where the value at a path stands, or its key; where it is absent, its nearest ancestor. Lines and columns count from 1. */
export function locate({ root, lines }: ParsedDocument, path: Path, part: "key" | "value" = "value"): Place {
  let found: Step = { intro: root ? startOf(root) : 0, value: root, entry: null };
  for (const step of path) {
    const inner = stepInto(found.value, step);
    if (!inner) break;
    found = inner;
  }
  const { intro, value } = found;
  const start = position(lines, part === "key" || isEmpty(value) || isBlockCollection(value) ? intro : startOf(value!)); // not empty, so there
  const end = isEmpty(value) ? start.line : position(lines, Math.max(intro, endOf(value!) - 1)).line;
  return { ...start, endLine: Math.max(start.line, end) };
}

/** What one step of a path leads to: an entry of a block, or an item of a list; `intro` is the offset of its key or dash. */
export interface Step { readonly intro: number; readonly value: Node | null; readonly entry: Entry | null }

export function stepInto(node: Node | null, step: string | number): Step | null {
  if (isMap<Node, Node | null>(node)) {
    const entry = node.items.find(({ key }) => keyText(key) === String(step));
    return entry ? { intro: startOf(entry.key), value: entry.value, entry } : null;
  }
  if (isSeq<Node>(node) && typeof step === "number") {
    const value = node.items[step];
    return value === undefined ? null : { intro: dashes(node)[step] ?? startOf(value), value, entry: null };
  }
  return null;
}
