import type { OpenedConfig } from "../config/opened.ts";
import type { Split, SplitName } from "../data/split.ts";
import { evaluateJudged } from "../evaluation/evaluate.ts";
import type { GroupedColumn } from "../evaluation/groups.ts";
import type { SplitEvaluation } from "../evaluation/evaluation.ts";
import { judgeOf } from "../evaluation/scores.ts";
import { thermometer } from "../evaluation/temperature.ts";
import type { OutputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";
import { BUNDLE_FORMAT, type ModelBundle, type Temperatures } from "../model/bundle.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import { forwardEach, forwardPasses, type TakeLogits } from "../prediction/forward.ts";
import type { Json } from "../schema/json.ts";
import type { Clock } from "./clock.ts";
import type { TrainingPlan } from "./events.ts";
import type { Schedule } from "./plan.ts";
import { rowsToPass, type PartRows } from "./part.ts";
import type { Prepared } from "./prepare.ts";

export type Parts = Readonly<Record<SplitName, PartRows>>;

/** A model whose training is over, and the rows that judge it. */
export interface Ended {
  readonly model: BuiltModel["model"];
  readonly parts: Parts;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly repeater: Repeater;
}

/** The temperatures of outputs that wish for one, learnt on the validation rows by the weights of the best round. */
export async function calibrate(ended: Ended, outputs: readonly OutputFeature[]): Promise<Temperatures> {
  const { rows, targets } = ended.parts.validation;
  const wanting = outputs.flatMap((output, k) => (output.wantsCalibration ? [{ name: output.name, k, fit: thermometer(output, targets[k]!, rows) }] : []));
  if (rows === 0 || wanting.length === 0) return {};
  await passThrough(ended, "validation", (logits, from) => wanting.forEach(({ k, fit }) => fit.take(logits[k]!, from)));
  return Object.fromEntries(wanting.flatMap(({ name, fit }) => {
    const temperature = fit.temperature();
    return temperature === null ? [] : [[name, temperature]];
  }));
}

/** Validation and test rows, each looked at once, by the weights of the best round; a part without rows is left out. inputs: the columns that were read. */
export async function evaluate(ended: Ended, outputs: readonly OutputFeature[], rows: Split, inputs: readonly GroupedColumn[], seed: number): Promise<readonly SplitEvaluation[]> {
  const evaluations: SplitEvaluation[] = [];
  for (const split of ["validation", "test"] as const) {
    const part = ended.parts[split];
    if (part.rows === 0) continue;
    const answers = outputs.map((output, k) => judgeOf(output, part.targets[k]!, part.rows));
    await passThrough(ended, split, (logits, from) => answers.forEach((of, k) => of.take(logits[k]!, from)));
    evaluations.push(evaluateJudged({
      split,
      outputs,
      answers: Object.fromEntries(outputs.map(({ name }, k) => [name, answers[k]!])),
      targets: Object.fromEntries(outputs.map(({ name }, k) => [name, part.targets[k]!])),
      rows: rows[split],
      inputs,
      seed,
    }));
  }
  return evaluations;
}

async function passThrough({ model, parts, schedule, clock, repeater }: Ended, split: SplitName, take: TakeLogits): Promise<void> {
  const source = await rowsToPass(parts[split], async () => false); // each row is passed once: it need not stay on the device
  const passes = forwardPasses(model, source, repeater);
  await forwardEach(passes, source, schedule.evalBatchSize, clock.breathe, take).finally(() => passes.dispose());
}

export function bundleOf(
  yaml: string, opened: OpenedConfig, { inputs, outputs }: Prepared, stored: Pick<ModelBundle, "topology" | "weights">, temperatures: Temperatures, made: ModelBundle["made"],
): ModelBundle {
  return {
    format: BUNDLE_FORMAT,
    yaml,
    config: settled(opened.resolved, made.plan),
    facts: {
      inputs: Object.fromEntries(inputs.map(({ name, facts }) => [name, facts])),
      outputs: Object.fromEntries(outputs.map(({ name, facts }) => [name, facts])),
      ...(Object.keys(temperatures).length > 0 && { calibration: temperatures }),
    },
    ...stored,
    made,
  };
}

/** A resolved config with what `auto` became: a run of it does the same again. */
export function settled(resolved: OpenedConfig["resolved"], { batchSize, accumulation = 1, learningRate }: TrainingPlan): OpenedConfig["resolved"] {
  const trainer = resolved["trainer"] as { readonly [key: string]: Json }; // a section, by construction
  const became: Readonly<Record<string, Json>> = { batch_size: batchSize, gradient_accumulation_steps: accumulation, learning_rate: learningRate };
  const open = Object.entries(became).filter(([key]) => trainer[key] === "auto");
  const effective = trainer["effective_batch_size"] === "auto" ? "auto" : batchSize * accumulation;
  return { ...resolved, trainer: { ...trainer, ...Object.fromEntries(open), effective_batch_size: effective } };
}
