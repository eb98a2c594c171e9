import { count, counted } from "../format.ts";

/** The list of changes as a file, and one that comes back. */
export const changesFile = {
  redo: "Redo",
  title: "Changes to the data",
  text: "The file itself stays as it is. A run learns from the table with these changes, and records how much was changed.",
  takeBack: "Take back",
  takeBackWhat: (what: string) => `Take back: ${what}`,
  export: "Save the list",
  none: "The table is as it came.",
  file: (dataset: string) => `${dataset.replace(/\.[^.]*$/, "")} changes.json`,
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
