import { takeRows, type Encoded } from "../data/encoded.ts";
import { combinedLoss, scoresOf } from "../evaluation/scores.ts";
import type { OutputFeature } from "../features/feature.ts";
import { forward, fromTensors } from "../prediction/forward.ts";
import type { Scores } from "../predictions.ts";
import type { Ledger } from "./ledger.ts";
import type { Resident } from "./resident.ts";
import type { Training } from "./train.ts";

/** Every metric of every output on the training and the validation rows; empty for a part without rows. */
export async function scoreRound(run: Training, data: { readonly training: Resident; readonly validation: Resident }, answers: Ledger): Promise<{ training: Scores; validation: Scores }> {
  const { model, outputs, parts, schedule, clock } = run;
  const pass = (part: Resident) => forward(model, fromTensors(part.rows, part.inputs), schedule.evalBatchSize, clock.breathe);
  const seen = await answers.read();
  const training = run.trainer.evaluate_training_set
    ? scored(outputs, await pass(data.training), parts.training.targets, parts.training.rows)
    : scored(outputs, seen.logits, parts.training.targets.map((target) => takeRows(target, seen.rows)), seen.rows.length);
  const validation = parts.validation.rows > 0
    ? scored(outputs, await pass(data.validation), parts.validation.targets, parts.validation.rows)
    : {};
  return { training, validation };
}

/** logits and targets in the order of the outputs. */
export function scored(outputs: readonly OutputFeature[], logits: readonly Float32Array[], targets: readonly Encoded[], rows: number): Scores {
  const scores = Object.fromEntries(outputs.map((output, k) => [output.name, scoresOf(output, logits[k]!, targets[k]!, rows)]));
  return { ...scores, combined: { loss: combinedLoss(outputs, (name) => scores[name]!["loss"]!) } };
}
