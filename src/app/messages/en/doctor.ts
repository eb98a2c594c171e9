import { count, counted } from "../format.ts";

export const doctor = {
  title: "Doctor",
  button: (findings: number) => (findings > 0 ? `Doctor: ${counted(findings, "finding", "findings")}` : "Doctor"),
  onRail: (facts: string, findings: number) => `${facts}, ${counted(findings, "finding", "findings")}`,
  close: "Back to the columns",
  changedSince: "The data or the config have changed since. Wait until the doctor has looked again.",
  only: (rows: number, all: number) => (rows === all ? `Only these ${counted(rows, "row", "rows")}` : `Only the first ${count(rows)} of ${count(all)} rows`),
  showAll: "Show all rows",
} as const;
