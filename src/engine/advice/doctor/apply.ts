/** What the button of a finding does. Safe for the page. */
import { applyFix } from "../../config/edit.ts";
import type { Fix, Outcome } from "../../schema/problem.ts";
import { success } from "../../schema/problem.ts";

/** The config with all of these edits, or why one of them is not possible. */
export const withFixes = (yaml: string, fixes: readonly Fix[]): Outcome<string> =>
  fixes.reduce<Outcome<string>>((text, fix) => (text.ok ? applyFix(text.value, fix) : text), success(yaml));
