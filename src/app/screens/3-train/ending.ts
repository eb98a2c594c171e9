import type { StopReason } from "../../../engine/training/events.ts";
import { t } from "../../messages/index.ts";

/** Why a run is over, in words. */
export function endOf(reason: StopReason | null): { readonly title: string; readonly text: string } {
  switch (reason) {
    case "early_stop":
      return t.train.status.earlyStop;
    case "all_rounds":
      return t.train.status.allRounds;
    case "diverged":
      return t.train.status.diverged;
    default:
      return t.train.status.stopped;
  }
}
