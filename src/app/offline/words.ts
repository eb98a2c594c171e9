import { t } from "../messages/index.ts";
import type { Refusal } from "./gate.ts";
import type { KeepingProblem } from "./keeper.ts";

/** Why the app could not be kept, and what to do. */
export const sayKeepingProblem = ({ kind, file }: KeepingProblem): string => (kind === "full" ? t.offline.problem.full : t.offline.problem[kind](file));

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
