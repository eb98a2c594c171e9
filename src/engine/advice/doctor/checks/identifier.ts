import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import type { Seen, Subject } from "../subject.ts";

const FEWEST = 20;
/** Of all present cells, distinct values in a column that names its rows. */
const NEARLY_EACH = 0.95;
/** A category whose values come fewer than so many times on average has nothing to learn them from. */
const SEEN_ONCE = 1.5;
const CALLED = /(?:^|[\s_.-])(?:id|ids|uuid|guid|key|index|nr|no|number)$|^(?:id|index|uuid|guid|rownum|rownames|row)(?:$|[\s_.-])|[a-z]I[Dd]$/i;

/** Inputs that name rows instead of describing them: a model learns them by heart, and knows nothing of a new row. */
export const identifier: Check<Subject> = function* (subject) {
  for (const input of subject.inputs) {
    yield null;
    const how = names(input, subject);
    if (how === null) continue;
    yield finding({
      check: "identifier", harm: "harms", rank: how === "serial" ? 0.7 : 0.6, columns: [input.column],
      title: words.identifier[how](input.column, input.codes.values.length), why: words.identifier.why, remedies: dropInput(subject, input),
    });
  }
};

function names(input: Seen, subject: Subject): "serial" | "key" | "rare" | null {
  const { values } = input.codes;
  const counts = subject.counts(input.codes);
  const present = counts.reduce((sum, n) => sum + n, 0);
  if (present < FEWEST) return null;
  const distinct = counts.reduce((sum, n) => sum + Number(n > 0), 0);
  const each = distinct >= NEARLY_EACH * present;
  if (input.kind === "numbers") return each && isSerial(subject.sorted(input.numbers), CALLED.test(input.column)) ? "serial" : null;
  const oneWord = !values.some((value) => /\s/.test(value));
  if (input.kind === "writing") return each && oneWord ? "key" : null;
  if (input.kind !== "classes" || input.yesOrNo) return null;
  return each ? "key" : present / distinct < SEEN_ONCE ? "rare" : null;
}

/** Whole numbers, nearly without gaps, or in a column that is called a number of something. */
const isSerial = (rising: Float64Array, called: boolean): boolean =>
  rising.every(Number.isInteger) && (called || rising.at(-1)! - rising[0]! + 1 <= 1.6 * rising.length);
