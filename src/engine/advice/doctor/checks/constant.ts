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
    const counts = new Map<number, number>();
    for (const row of subject.rows) counts.set(of[row]!, (counts.get(of[row]!) ?? 0) + 1);
    const missing = counts.get(-1) ?? 0;
    counts.delete(-1);
    const present = subject.rows.length - missing;
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    // A missing cell of a category is a value of its own.
    if (!most || present < FEWEST || (input.kind === "classes" && missing > FEW)) continue;
    const others = present - most[1];
    if (others >= Math.max(FEW, DIFFERENT * present)) continue;
    const rows = others === 0 ? [] : subject.rows.filter((row) => of[row]! >= 0 && of[row] !== most[0]);
    yield finding({
      check: "constant", harm: "notice", rank: others === 0 ? 0.4 : 0.3, columns: [input.column], rows,
      title: words.constant[others === 0 ? "same" : "nearly"](input.column, values[most[0]]!, others), why: words.constant.why, remedies: dropInput(subject, input),
    });
  }
};
