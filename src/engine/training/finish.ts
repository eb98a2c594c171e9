import type { OpenedConfig } from "../config/opened.ts";
import type { SplitName } from "../data/split.ts";
import { evaluateJudged } from "../evaluation/evaluate.ts";
import type { SplitEvaluation } from "../evaluation/evaluation.ts";
import { judgeOf } from "../evaluation/scores.ts";
import type { BuiltModel } from "../model/build.ts";
import { BUNDLE_FORMAT, type ModelBundle } from "../model/bundle.ts";
import { saveModel } from "../model/save.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import { forwardEach, forwardPasses, type TakeLogits } from "../prediction/forward.ts";
import { streamed } from "../prediction/source.ts";
import type { Clock } from "./clock.ts";
import type { Schedule } from "./plan.ts";
import type { Prepared } from "./prepare.ts";
import type { EncodedRows } from "./resident.ts";

export type Parts = Readonly<Record<SplitName, EncodedRows>>;

/** Validation and test rows, each looked at once, by the weights of the best round; a part without rows is left out. */
export async function evaluate(
  { model }: BuiltModel, { outputs, split: rows }: Prepared, parts: Parts, schedule: Schedule, seed: number, clock: Clock, repeater: Repeater,
): Promise<readonly SplitEvaluation[]> {
  const evaluations: SplitEvaluation[] = [];
  for (const split of ["validation", "test"] as const) {
    const part = parts[split];
    if (part.rows === 0) continue;
    const source = streamed(part.rows, part.inputs);
    const passes = forwardPasses(model, source, repeater);
    const answers = outputs.map((output, k) => judgeOf(output, part.targets[k]!, part.rows));
    const take: TakeLogits = (logits, from) => answers.forEach((of, k) => of.take(logits[k]!, from));
    await forwardEach(passes, source, schedule.evalBatchSize, clock.breathe, take).finally(() => passes.dispose());
    evaluations.push(evaluateJudged({
      split,
      outputs,
      answers: Object.fromEntries(outputs.map(({ name }, k) => [name, answers[k]!])),
      targets: Object.fromEntries(outputs.map(({ name }, k) => [name, part.targets[k]!])),
      rows: rows[split],
      seed,
    }));
  }
  return evaluations;
}

export async function bundleOf(
  yaml: string, opened: OpenedConfig, { inputs, outputs }: Prepared, { model }: BuiltModel, made: ModelBundle["made"],
): Promise<ModelBundle> {
  return {
    format: BUNDLE_FORMAT,
    yaml,
    config: opened.resolved,
    facts: {
      inputs: Object.fromEntries(inputs.map(({ name, facts }) => [name, facts])),
      outputs: Object.fromEntries(outputs.map(({ name, facts }) => [name, facts])),
    },
    ...(await saveModel(model)),
    made,
  };
}
