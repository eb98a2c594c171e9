import { takeRows, type Encoded } from "../data/encoded.ts";
import { baselineScores, combinedLoss, scoresOf } from "../evaluation/scores.ts";
import type { OutputFeature } from "../features/feature.ts";
import { forward, fromTensors } from "../prediction/forward.ts";
import type { Scores } from "../predictions.ts";
import type { Ledger } from "./ledger.ts";
import type { EncodedRows, Resident } from "./resident.ts";
import type { Training } from "./train.ts";

interface Data { readonly training: Resident; readonly validation: Resident }
interface RoundScores { readonly training: Scores; readonly validation: Scores }

/** Every metric of every output on the training and the validation rows; empty for a part without rows. */
export async function scoreRound(run: Training, data: Data, answers: Ledger): Promise<RoundScores> {
  const { model, outputs, parts, schedule, clock } = run;
  const pass = async (part: "training" | "validation"): Promise<Scores> => {
    const { rows, inputs } = data[part];
    const logits = await forward(model, fromTensors(rows, inputs), schedule.evalBatchSize, clock.breathe);
    return scored(outputs, parts[part].targets, (output, target, k) => scoresOf(output, logits[k]!, target, rows));
  };
  const seen = await answers.read();
  const running = () => scored(outputs, parts.training.targets, (output, target, k) =>
    scoresOf(output, seen.logits[k]!, takeRows(target, seen.rows), seen.rows.length));
  return {
    training: run.trainer.evaluate_training_set ? await pass("training") : running(),
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
