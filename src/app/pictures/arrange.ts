/** Which rows a grid of pictures shows, and in which order. Pure: rows count from 0. */
import type { Cells } from "../../engine/data/table.ts";
import type { SplitEvaluation } from "../../engine/evaluation/evaluation.ts";

export type Part = SplitEvaluation["split"];
/** What a finished run found of a row that it judged; `predicted` is null where it was right. */
export interface Judged { readonly part: Part; readonly predicted: string | null }

/** The rows that a run judged by an output, from what it took for what. Rows whose class shares a line with others are judged by nobody. */
export function judgedBy(evaluations: readonly SplitEvaluation[], output: string): ReadonlyMap<number, Judged> {
  const found = new Map<number, Judged>();
  for (const { split, outputs } of evaluations) {
    for (const chart of outputs[output]?.charts ?? []) {
      if (chart.kind !== "confusion_matrix") continue;
      const shared = chart.labels.length === MANY ? MANY - 1 : -1;
      chart.rows.forEach((line, truth) => line.forEach((rows, predicted) => {
        if (truth === predicted && truth === shared) return;
        for (const row of rows) found.set(row, { part: split, predicted: truth === predicted ? null : chart.labels[predicted]! });
      }));
    }
  }
  return found;
}
/** Lines of the largest matrix that is drawn: its last stands for all other classes. */
const MANY = 40;

export interface Arrangement {
  readonly part: Part | "all";
  readonly label: string | null;
  readonly verdict: "all" | "right" | "wrong";
  readonly order: "file" | "class" | "verdict";
}
export const EVERYTHING: Arrangement = { part: "all", label: null, verdict: "all", order: "file" };

export interface Known {
  readonly rows: number;
  /** [rows] the answers of the table; null: it has none. */
  readonly labels: Cells | null;
  /** Empty before a run has finished. */
  readonly judged: ReadonlyMap<number, Judged>;
}

/** Null where nothing is known. Rows with an answer that no evaluation holds are those that the run learnt from. */
export function partOf({ labels, judged }: Known, row: number): Part | null {
  const found = judged.get(row)?.part;
  return found ?? (judged.size > 0 && labels?.[row] != null ? "training" : null);
}

export function arranged(known: Known, { part, label, verdict, order }: Arrangement): readonly number[] {
  const { rows, labels, judged } = known;
  const chosen: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (label !== null && labels?.[row]?.trim() !== label) continue;
    if (part !== "all" && partOf(known, row) !== part) continue;
    const found = judged.get(row);
    if (verdict !== "all" && (!found || (found.predicted === null) !== (verdict === "right"))) continue;
    chosen.push(row);
  }
  if (order === "class" && labels) {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const place = new Map([...new Set(labels.map((cell) => cell?.trim() ?? ""))].sort(compare).map((name, i) => [name, i]));
    chosen.sort((a, b) => place.get(labels[a]?.trim() ?? "")! - place.get(labels[b]?.trim() ?? "")! || a - b);
  }
  if (order === "verdict") {
    const rank = (row: number): number => (judged.has(row) ? (judged.get(row)!.predicted === null ? 1 : 0) : 2);
    chosen.sort((a, b) => rank(a) - rank(b) || a - b);
  }
  return chosen;
}

/** The answers there are, the commonest first. */
export function classesOf(labels: Cells | null): readonly string[] {
  const counts = new Map<string, number>();
  for (const cell of labels ?? []) if (cell !== null) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
