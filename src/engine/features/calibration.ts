import { bool } from "../schema/params.ts";

/** A key on outputs that answer with probabilities. */
export const calibration = bool(
  false,
  "Scale the logits after training by one temperature, learnt on the validation rows, so that probabilities come true as often as they say.",
  { impact: "medium" },
);
