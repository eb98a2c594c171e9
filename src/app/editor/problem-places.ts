/** Which lines of the text are tinted, and where a problem is underlined. */
import { locate, type ParsedDocument } from "../../engine/config/document.ts";
import type { Path, Problem } from "../../engine/schema/problem.ts";

export interface MarkedProblem {
  readonly problem: Problem;
  /** Counts from 1. */
  readonly line: number;
  /** Offsets into the text: the misspelt key, or the value that is wrong. */
  readonly from: number;
  readonly to: number;
}

export function markProblems(parsed: ParsedDocument, problems: readonly Problem[]): MarkedProblem[] {
  return problems.flatMap((problem) => {
    const key = problem.fix?.kind === "rename" || problem.fix?.kind === "remove";
    const place = problem.path.length > 0 ? locate(parsed, problem.path, key ? "key" : "value") : { line: problem.line ?? 1, column: problem.column ?? 1 };
    const line = problem.line ?? place.line;
    const start = offsetOf(parsed.text, line, place.line === line ? place.column : (problem.column ?? 1));
    if (start === null) return [];
    return [{ problem, line, from: start, to: wordEnd(parsed.text, start, key) }];
  });
}

/** First and last line of the part at a path; null where there is none. */
export function linesOf(parsed: ParsedDocument, path: Path | null): readonly [first: number, last: number] | null {
  if (!path || path.length === 0 || parsed.value === undefined) return null;
  const key = locate(parsed, path, "key");
  const value = locate(parsed, path);
  // An absent part is shown at its nearest ancestor, which would tint too much.
  if (path.length === 1 && !(typeof parsed.value === "object" && parsed.value !== null && String(path[0]) in parsed.value)) return null;
  return [key.line, Math.max(key.endLine, value.endLine)];
}

/** The feature, combiner, trainer or preprocessing that a line belongs to. */
export function partAtLine(parsed: ParsedDocument, line: number): Path | null {
  const data = parsed.value;
  if (typeof data !== "object" || data === null) return null;
  const parts: Path[] = Object.entries(data).flatMap(([key, value]): Path[] => (Array.isArray(value) ? value.map((_, i) => [key, i]) : [[key]]));
  return parts.find((path) => {
    const lines = linesOf(parsed, path);
    return lines !== null && lines[0] <= line && line <= lines[1];
  }) ?? null;
}

function offsetOf(text: string, line: number, column: number): number | null {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf("\n", at);
    if (end === -1) return null;
    at = end + 1;
  }
  return Math.min(text.length, at + column - 1);
}

/** A longer line is not looked at to its end: the patterns would go over a run of blanks again and again. */
const LONGEST_LOOK = 1_000;

/** The end of a key, or of the line without its comment. */
function wordEnd(text: string, from: number, key: boolean): number {
  const line = text.slice(from, from + LONGEST_LOOK).split("\n", 1)[0] ?? "";
  const length = key ? line.search(/\s*:(\s|$)|[,}]/) : line.replace(/\s+#.*$/, "").trimEnd().length;
  return from + Math.max(1, length === -1 ? line.trimEnd().length : length);
}
