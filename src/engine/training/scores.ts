import { takeRows, type Encoded } from "../data/encoded.ts";
import { seededRandom, shuffle } from "../data/random.ts";
import { baselineScores, combinedLoss, judgeOf, scoresOf } from "../evaluation/scores.ts";
import type { OutputFeature } from "../features/feature.ts";
import { forwardEach, forwardPasses, type TakeLogits } from "../prediction/forward.ts";
import type { Source } from "../prediction/source.ts";
import type { Scores } from "../predictions.ts";
import type { Answers } from "./ledger.ts";
import { rowsToPass, someOf, type PartRows } from "./part.ts";
import { isStored } from "./streaming/stored.ts";
import type { Training } from "./train.ts";

interface RoundScores { readonly training: Scores; readonly validation: Scores }
type Part = keyof RoundScores;

/** The parts of the data that rounds pass through the model. */
export interface RoundPasses {
  /** Their rows: all of them, or as many as `eval_steps` asks. */
  readonly parts: Readonly<Record<Part, PartRows>>;
  /** The logits of every row of a part, in pieces. */
  pass(part: Part, take: TakeLogits): Promise<void>;
  dispose(): void;
}

/** training: where the steps take their rows; passes take them there too where all of them are at hand. */
export async function roundPasses(run: Training, training: Source): Promise<RoundPasses> {
  const { model, schedule, clock, repeater, fits } = run;
  const parts = { training: judged(run, "training"), validation: judged(run, "validation") };
  const isAtHand = parts.training === run.parts.training && !isStored(parts.training);
  const sources = { training: isAtHand ? training : await rowsToPass(parts.training, fits), validation: await rowsToPass(parts.validation, fits) };
  const passes = { training: forwardPasses(model, sources.training, repeater), validation: forwardPasses(model, sources.validation, repeater) };
  return {
    parts,
    pass: (part, take) => forwardEach(passes[part], sources[part], schedule.evalBatchSize, clock.breathe, take),
    dispose() {
      for (const held of Object.values(passes)) held.dispose();
      for (const source of Object.values(sources)) if (source !== training) source.dispose();
    },
  };
}

/** The rows of a part that rounds judge: those that `eval_steps` batches hold, drawn by the seed, since tables are often sorted. */
function judged({ trainer: { eval_steps: batches }, schedule, seed, parts }: Training, name: Part): PartRows {
  const part = parts[name];
  const most = batches === null ? part.rows : batches * schedule.evalBatchSize;
  if (most >= part.rows) return part;
  const rows = shuffle(Uint32Array.from({ length: part.rows }, (_, row) => row), seededRandom(seed, `eval_steps ${name}`)).slice(0, most).sort();
  return someOf(part, rows);
}

/** Every metric of every output on the rows of a part that rounds judge; empty where there are none. */
export async function scorePart({ outputs }: Training, passes: RoundPasses, part: Part): Promise<Scores> {
  const { rows, targets } = passes.parts[part];
  if (rows === 0) return {};
  const answers = outputs.map((output, k) => judgeOf(output, targets[k]!, rows));
  await passes.pass(part, (logits, from) => answers.forEach((of, k) => of.take(logits[k]!, from)));
  return scored(outputs, targets, (_, __, k) => answers[k]!.scores());
}

/** The same on the training and the validation rows. Without the answers of the round's steps, the training rows are passed through the model. */
export async function scoreRound(run: Training, passes: RoundPasses, seen: Answers | null): Promise<RoundScores> {
  const { outputs, parts, trainer } = run;
  const running = ({ rows, logits }: Answers) => scored(outputs, parts.training.targets, (output, target, k) =>
    scoresOf(output, logits[k]!, takeRows(target, rows), rows.length));
  return {
    training: seen ? running(seen) : await scorePart(run, passes, "training"),
    validation: trainer.skip_all_evaluation ? {} : await scorePart(run, passes, "validation"),
  };
}

/** The scores of the trivial predictor, which answers every row alike. */
export const trivialScores = (outputs: readonly OutputFeature[], { targets, rows }: PartRows): Scores =>
  scored(outputs, targets, (output, target) => baselineScores(output, target, rows));

type Judge = (output: OutputFeature, target: Encoded, k: number) => Readonly<Record<string, number>>;

/** targets: in the order of the outputs. */
function scored(outputs: readonly OutputFeature[], targets: readonly Encoded[], judge: Judge): Scores {
  const scores = Object.fromEntries(outputs.map((output, k) => [output.name, judge(output, targets[k]!, k)]));
  const targetOf = (name: string): Encoded => targets[outputs.findIndex((output) => output.name === name)]!;
  return { ...scores, combined: { loss: combinedLoss(outputs, targetOf, (name) => scores[name]!["loss"]!) } };
}
