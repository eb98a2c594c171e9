import { takeRows, type Encoded } from "../data/encoded.ts";
import { baselineScores, combinedLoss, judgeOf, scoresOf } from "../evaluation/scores.ts";
import type { OutputFeature } from "../features/feature.ts";
import { forwardEach, forwardPasses, type TakeLogits } from "../prediction/forward.ts";
import type { Source } from "../prediction/source.ts";
import type { Scores } from "../predictions.ts";
import type { Answers } from "./ledger.ts";
import { sourceThatFits, type EncodedRows } from "./resident.ts";
import type { Training } from "./train.ts";

interface RoundScores { readonly training: Scores; readonly validation: Scores }

/** The parts of the data that rounds pass through the model. */
export interface RoundPasses {
  /** The logits of every row of a part, in pieces. */
  pass(part: "training" | "validation", take: TakeLogits): Promise<void>;
  dispose(): void;
}

/** training: where the steps take their rows. */
export async function roundPasses({ model, parts, schedule, clock, repeater, fits }: Training, training: Source): Promise<RoundPasses> {
  const sources = { training, validation: await sourceThatFits(parts.validation.rows, parts.validation.inputs, fits) };
  const passes = { training: forwardPasses(model, training, repeater), validation: forwardPasses(model, sources.validation, repeater) };
  return {
    pass: (part, take) => forwardEach(passes[part], sources[part], schedule.evalBatchSize, clock.breathe, take),
    dispose() {
      passes.training.dispose();
      passes.validation.dispose();
      sources.validation.dispose();
    },
  };
}

/**
 * Every metric of every output on the training and the validation rows; empty for a part without rows. Without the answers of
 * the round's steps, the training rows are passed through the model.
 */
export async function scoreRound({ outputs, parts }: Training, passes: RoundPasses, seen: Answers | null): Promise<RoundScores> {
  const pass = async (part: "training" | "validation"): Promise<Scores> => {
    const { rows, targets } = parts[part];
    const answers = outputs.map((output, k) => judgeOf(output, targets[k]!, rows));
    await passes.pass(part, (logits, from) => answers.forEach((of, k) => of.take(logits[k]!, from)));
    return scored(outputs, targets, (_, __, k) => answers[k]!.scores());
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
  const targetOf = (name: string): Encoded => targets[outputs.findIndex((output) => output.name === name)]!;
  return { ...scores, combined: { loss: combinedLoss(outputs, targetOf, (name) => scores[name]!["loss"]!) } };
}
