import { count, counted, percent } from "../format.ts";

/** What the panel of the doctor says, which is loaded when it is opened. */
export const doctor = {
  looking: "Looking at the rows …",
  lookingShare: (done: number) => `Looked at ${percent(done)}`,
  stale: "The data or the config have changed: looking again …",
  waits: "The data or the config have changed. The doctor looks again when the run has ended.",
  failed: "The doctor cannot look yet",
  noAnswer: "The doctor looks as soon as a column is set to Out: much of what can be wrong with a table depends on what is asked of it.",
  found: (findings: number, rows: number) => `${counted(findings, "finding", "findings")} in ${counted(rows, "row", "rows")}, worst first.`,
  some: (rows: number, of: number) => `The table is large: of its ${counted(of, "row", "rows")} ${count(rows)} were looked at, drawn by chance. Where rows or cells are mended, it is among these only.`,
  nothing: "Nothing found",
  nothingText: (rows: number) => `Looked at: ${counted(rows, "row", "rows")}, shared out as by a run. It was looked for:`,
  lookedFor: "What was looked for",
  harm: { lies: "Makes scores lie", harms: "Harms the model", notice: "Worth knowing" },
  rows: (rows: number) => `Show ${counted(rows, "row", "rows")}`,
  leave: "Leave it as it is",
  left: (many: number) => `${counted(many, "finding", "findings")} left as ${many === 1 ? "it is" : "they are"}`,
  takeUp: "Show again",
  classes: (column: string) => `Rows of each class of ${column}`,
  parts: { training: "train", validation: "choose", test: "test" },
  more: (lines: number) => `${counted(lines, "other class", "other classes")}`,
} as const;
