import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import type { Subject } from "../subject.ts";

/** Share of the rows to judge by that hold a value never met in training. */
const MANY = 0.05;
const FEW = 5;

/** Categories that stand only in the rows that judge: the model meets them for the first time there. */
export const unseen: Check<Subject> = function* (subject) {
  for (const input of subject.inputs.filter(({ kind, yesOrNo }) => kind === "classes" && !yesOrNo)) {
    yield null;
    const { of } = input.codes;
    const known = new Set(Array.from(subject.split.training, (row) => of[row]!));
    const judged = [...subject.split.validation, ...subject.split.test].filter((row) => of[row]! >= 0);
    const rows = judged.filter((row) => !known.has(of[row]!));
    if (rows.length < FEW || rows.length < MANY * judged.length) continue;
    yield finding({
      check: "unseen", harm: "harms", rank: 0.4, columns: [input.column], rows,
      title: words.unseen.title(input.column, new Set(rows.map((row) => of[row]!)).size, rows.length, judged.length), why: words.unseen.why, remedies: dropInput(subject, input),
    });
  }
};
