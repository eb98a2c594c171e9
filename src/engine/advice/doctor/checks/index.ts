/** Everything the doctor looks for; to add a check is a file and a line here, and a sentence in `looked` of its catalogue. */
import type { Check, CheckName } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { classSupport } from "./class-support.ts";
import { constant } from "./constant.ts";
import { dates } from "./dates.ts";
import { duplicates } from "./duplicates.ts";
import { formula } from "./formula.ts";
import { groupLeak } from "./group-leak.ts";
import { identifier } from "./identifier.ts";
import { imbalance } from "./imbalance.ts";
import { labelErrors } from "./label-errors.ts";
import { missingness } from "./missingness.ts";
import { nearDuplicates } from "./near-duplicates.ts";
import { outliers } from "./outliers.ts";
import { small } from "./small.ts";
import { spellings } from "./spellings.ts";
import { standIns } from "./stand-ins.ts";
import { targetCopy } from "./target-copy.ts";
import { timeLeak } from "./time-leak.ts";
import { unseen } from "./unseen.ts";

export const checks: Readonly<Record<CheckName, Check<Subject>>> = {
  target_copy: targetCopy,
  formula,
  time_leak: timeLeak,
  group_leak: groupLeak,
  class_support: classSupport,
  duplicates,
  near_duplicates: nearDuplicates,
  label_errors: labelErrors,
  missingness,
  spellings,
  stand_ins: standIns,
  outliers,
  dates,
  identifier,
  unseen,
  imbalance,
  constant,
  small,
};
