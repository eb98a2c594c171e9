import { takeRows, type Encoded } from "../data/encoded.ts";
import { baselineScores, combinedLoss, scoresOf } from "../evaluation/scores.ts";
import type { OutputFeature } from "../features/feature.ts";
import { forward, fromTensors } from "../prediction/forward.ts";
import type { Scores } from "../predictions.ts";
import type { Answers } from "./ledger.ts";
import type { EncodedRows, Resident } from "./resident.ts";
import type { Training } from "./train.ts";

interface Data { readonly training: Resident; readonly validation: Resident }
interface RoundScores { readonly training: Scores; readonly validation: Scores }

/**
 * Every metric of every output on the training and the validation rows; empty for a part without rows. Without the answers of
 * the round's steps, the training rows are passed through the model.
 */
export async function scoreRound(run: Training, data: Data, seen: Answers | null): Promise<RoundScores> {
  const { model, outputs, parts, schedule, clock } = run;
  const pass = async (part: "training" | "validation"): Promise<Scores> => {
    const { rows, inputs } = data[part];
    const logits = await forward(model, fromTensors(rows, inputs), schedule.evalBatchSize, clock.breathe);
    return scored(outputs, parts[part].targets, (output, target, k) => scoresOf(output, logits[k]!, target, rows));
  };
  const running = ({ rows, logits }: Answers) => scored(outputs, parts.training.targets, (output, target, k) =>
    scoresOf(output, logits[k]!, takeRows(target, rows), rows.length));
  return {
    training: seen ? running(seen) : await pass("training"),
    validation: parts.validation.rows > 0 ? await pass("validation") : {},
  };
}

/** The scores of the trivial predictor, which answers every row alike. */
export const trivialScores = (outputs: readonly OutputFeature[], { targets, rows }: EncodedRows): Scores =>
  scored(outputs, targets, (output, target) => baselineScores(output, target, rows));

type Judge = (output: OutputFeature, target: Encoded, k: number) => Readonly<Record<string, number>>;

/** targets: in the order of the outputs. */
function scored(outputs: readonly OutputFeature[], targets: readonly Encoded[], judge: Judge): Scores {
  const scores = Object.fromEntries(outputs.map((output, k) => [output.name, judge(output, targets[k]!, k)]));
  return { ...scores, combined: { loss: combinedLoss(outputs, (name) => scores[name]!["loss"]!) } };
}
