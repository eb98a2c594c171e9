import type { StopReason } from "../../../engine/training/events.ts";
import { late } from "../../messages/late.ts";

/** Why a run is over, in words. */
export function endOf(reason: StopReason | null): { readonly title: string; readonly text: string } {
  switch (reason) {
    case "early_stop":
      return late.train.status.earlyStop;
    case "all_rounds":
      return late.train.status.allRounds;
    case "diverged":
      return late.train.status.diverged;
    default:
      return late.train.status.stopped;
  }
}
