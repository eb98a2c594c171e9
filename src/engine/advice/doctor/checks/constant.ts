import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import type { Subject } from "../subject.ts";

const FEWEST = 20;
/** Rows that differ, of all: fewer cannot be learnt from. */
const DIFFERENT = 0.005;
const FEW = 5;

/** Inputs that say the same in every row, or in all but a handful. */
export const constant: Check<Subject> = function* (subject) {
  for (const input of subject.inputs) {
    yield null;
    const { of, values } = input.codes;
    const counts = subject.counts(input.codes);
    const present = counts.reduce((sum, n) => sum + n, 0);
    const missing = subject.rows.length - present;
    const most = counts.reduce((best, n, code) => (n > counts[best]! ? code : best), 0);
    // A missing cell of a category is a value of its own.
    if (present < FEWEST || (input.kind === "classes" && missing > FEW)) continue;
    const others = present - counts[most]!;
    if (others >= Math.max(FEW, DIFFERENT * present)) continue;
    const rows = others === 0 ? [] : subject.rows.filter((row) => of[row]! >= 0 && of[row] !== most);
    yield finding({
      check: "constant", harm: "notice", rank: others === 0 ? 0.4 : 0.3, columns: [input.column], rows,
      title: words.constant[others === 0 ? "same" : "nearly"](input.column, values[most]!, others), why: words.constant.why, remedies: dropInput(subject, input),
    });
  }
};
