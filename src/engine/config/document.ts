/**
 * YAML text to plain data with every position kept. Safe for the page: imports only `yaml` and the words of problems.
 */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument as parse, type Document, type Node } from "yaml";
import { error, type Path, type Problem } from "../schema/problem.ts";

export interface ParsedDocument {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Plain data; undefined when a problem is an error. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

export function parseDocument(text: string): ParsedDocument {
  const lines = new LineCounter();
  const document = parse(text, { lineCounter: lines, version: "1.2", schema: "core", prettyErrors: false, keepSourceTokens: true, uniqueKeys: true });
  const problems = document.errors.map((e) => ({ ...error([], e.message), ...position(lines, e.pos[0]) }));
  return { text, document, lines, problems, value: problems.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }) };
}

export interface Place { readonly line: number; readonly column: number; readonly endLine: number }

const position = (lines: LineCounter, offset: number): { line: number; column: number } => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
};

/** Where the value at a path stands; the nearest ancestor that exists when it is absent. Lines and columns count from 1. */
export function locate({ document, lines }: ParsedDocument, path: Path): Place {
  let node: unknown = document.contents;
  let found: Node | null = isNode(node) ? node : null;
  for (const step of path) {
    if (isMap(node)) node = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))?.value;
    else if (isSeq(node) && typeof step === "number") node = node.items[step];
    else break;
    if (!isNode(node)) break;
    found = node;
  }
  const [start, end] = found?.range ?? [0, 0];
  return { ...position(lines, start), endLine: position(lines, Math.max(start, end - 1)).line };
}
