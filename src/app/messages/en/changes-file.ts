import { count, counted } from "../format.ts";

/** The list of changes as a file, and one that comes back. */
export const changesFile = {
  exportCsv: "Save as CSV",
  import: "Bring in a list",
  failed: "This file could not be taken",
  fitted: (changed: number, already: number) =>
    [changed === 0 ? "Nothing of the list was new" : `${counted(changed, "change", "changes")} taken over`, ...(already > 0 ? [`${count(already)} were there already`] : [])].join("; "),
  refused: (n: number) => `${counted(n, "change does", "changes do")} not fit this table`,
  line: (line: number, why: string) => `Line ${count(line)}: ${why}`,
  more: (n: number) => `and ${count(n)} more`,
  saveOthers: "Save those that do not fit",
};
