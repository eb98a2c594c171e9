import { t } from "../messages/index.ts";
import type { Refusal } from "./gate.ts";
import type { KeepingProblem } from "./keeper.ts";

/** Why the app could not be kept, and what to do. */
export function sayKeepingProblem(problem: KeepingProblem): string {
  const say = t.offline.problem;
  switch (problem.kind) {
    case "full": return say.full;
    case "other": return say.other(problem.detail);
    default: return say[problem.kind](problem.file);
  }
}

/** Why no data is opened here, and what to do. */
export function sayRefusal(refusal: Refusal): string {
  const say = t.offline.refused;
  switch (refusal.why) {
    case "insecure": return say.insecure;
    case "no_worker": return say.noWorker(refusal.detail);
    case "not_kept": return say.notKept(sayKeepingProblem(refusal.problem));
    case "not_in_force": return say.notInForce;
    default: return refusal satisfies never;
  }
}
