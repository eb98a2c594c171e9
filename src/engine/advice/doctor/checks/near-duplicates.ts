import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { leaveOut } from "../remedies.ts";
import { describing, rowKeys } from "../row-keys.ts";
import type { Subject } from "../subject.ts";
import { nearNumbers } from "./near-numbers.ts";
import { nearTexts } from "./near-texts.ts";

const FEWEST = 3;

/** Judged rows that stand in the training rows in a slightly other form: numbers within rounding, texts with a word changed. Equal rows are told of by themselves. */
export const nearDuplicates: Check<Subject> = function* (subject) {
  yield null;
  if (subject.split.training.length === subject.rows.length) return;
  const columns = describing(subject);
  const keys = rowKeys(subject, columns);
  yield null;
  const [rows, again] = [new Set<number>(), new Set<number>()];
  for (const [a, b] of [...nearNumbers(subject, columns, keys), ...nearTexts(subject, keys)]) {
    again.add(Math.max(a, b)); // rows within one part would be shared out anew when others leave
    const [trained, judged] = subject.part[a] === 0 ? [a, b] : [b, a];
    if (subject.part[trained] === 0 && subject.part[judged] !== 0) rows.add(judged);
  }
  if (rows.size < FEWEST) return;
  yield finding({
    check: "near_duplicates", harm: "lies", rank: 0.6, columns: [], rows,
    title: words.nearDuplicates.title(rows.size, subject.rows.length - subject.split.training.length), why: words.nearDuplicates.why, remedies: [leaveOut(again)],
  });
};
