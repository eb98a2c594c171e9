import { words } from "../../../../messages/en/doctor.ts";
import { fixSet } from "../../../schema/problem.ts";
import { finding, type Check } from "../finding.ts";
import { inConfig } from "../remedies.ts";
import type { Subject } from "../subject.ts";

/** With fewer rows to judge by, a difference of ten points may be luck. */
const FEWEST = 50;
const LARGER = [0.6, 0.2, 0.2] as const;

/** Parts too small to say which of two models is better. */
export const small: Check<Subject> = function* ({ split, opened, rows }) {
  yield null;
  const parts = (["validation", "test"] as const).filter((part) => split[part].length < FEWEST);
  if (parts.length === 0) return;
  const fewest = Math.min(...parts.map((part) => split[part].length));
  const { split: params } = opened.preprocessing;
  const larger = params.type !== "fixed" && params.probabilities[1] < LARGER[1] && LARGER[1] * rows.length >= FEWEST;
  const at = ["preprocessing", "split"];
  const fix = params.type === "random"
    ? fixSet(at, { type: "random", probabilities: [...LARGER] }, words.remedy.larger)
    : fixSet([...at, "probabilities"], [...LARGER], words.remedy.larger);
  yield finding({
    check: "small", harm: "notice", rank: 0.9, columns: [],
    title: words.small.title(split.validation.length, split.test.length), why: words.small.why(fewest), remedies: larger ? [inConfig(words.remedy.larger, fix)] : [],
  });
};
