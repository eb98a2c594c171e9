/** Which simple models an output has, and their training. */
import { takeRows, type Encoded } from "../../data/encoded.ts";
import type { OutputFeature } from "../../features/feature.ts";
import { labelledRows } from "../scores.ts";
import { linearAnswers, neighbourAnswers, treeAnswers, type SimpleAnswers, type Task } from "./answers.ts";
import type { Sparse } from "./matrix.ts";
import { placeAnswers, tokenAnswers, type TagAnswers, type TagTask } from "./tags.ts";

export type SimpleName = "linear" | "decision_tree" | "nearest_neighbours" | "commonest_at_place" | "commonest_for_token";

/** Rows with their inputs as the model reads them. */
export interface Given { readonly rows: number; readonly inputs: readonly Encoded[] }
export interface Trained {
  readonly name: SimpleName;
  /** [rows, units] logits whose softmax or sigmoid is the answer, or the numbers themselves; `x` are the same rows as plain numbers. */
  answers(x: Sparse, given: Given): Promise<Float32Array>;
}
/** Heard between pieces of the work; false ends what can be ended early. */
export type GoOn = () => Promise<boolean>;

const MAKERS: readonly (readonly [SimpleName, (task: Task) => Promise<SimpleAnswers | null>])[] = [
  ["linear", linearAnswers], ["decision_tree", treeAnswers], ["nearest_neighbours", neighbourAnswers],
];
const TAGGERS: readonly (readonly [SimpleName, (task: TagTask) => TagAnswers | null])[] = [
  ["commonest_at_place", placeAnswers], ["commonest_for_token", tokenAnswers],
];

/** None where fewer than two rows are to be learnt from. `limit`: begins the time of one of them; `wanted`: those alone. */
export async function trainedFor(output: OutputFeature, x: Sparse, given: Given, target: Encoded, limit: () => GoOn, wanted?: readonly SimpleName[]): Promise<readonly Trained[]> {
  const told = labelledRows(target);
  const truth = told ? takeRows(target, told).data : target.data;
  const rows = told?.length ?? given.rows;
  if (rows < 2) return [];
  const { kind } = output.predict(output.baseline, 1);
  if (kind === "sequence") return taggers(output, told ? { rows, inputs: given.inputs.map((part) => takeRows(part, told)) } : given, truth);
  const task: Omit<Task, "goOn"> = { kind: kind === "vector" && answersShares(output) ? "distribution" : kind, units: output.baseline.length, x: told ? rowsOf(x, told) : x, truth };
  const models: Trained[] = [];
  for (const [name, make] of MAKERS) {
    if (wanted?.includes(name) === false) continue;
    const answers = await make({ ...task, goOn: limit() });
    if (answers) models.push({ name, answers });
  }
  return models;
}

function taggers(output: OutputFeature, { rows, inputs }: Given, truth: ArrayLike<number>): readonly Trained[] {
  const steps = truth.length / rows;
  const task: TagTask = { rows, inputs, truth, steps, tags: output.baseline.length / steps };
  return TAGGERS.flatMap(([name, make]) => {
    const answers = make(task);
    return answers ? [{ name, answers: (_: Sparse, of: Given) => Promise.resolve(answers(of.inputs, of.rows)) }] : [];
  });
}

/** Are the numbers of a vector read through a softmax? Then no logits give zeros. */
function answersShares(output: OutputFeature): boolean {
  const answer = output.predict(new Float32Array(output.baseline.length), 1);
  return answer.kind === "vector" && answer.values.some((value) => value !== 0);
}

function rowsOf({ width, starts, columns, values }: Sparse, rows: Uint32Array): Sparse {
  const [ends, places, taken]: [number[], number[], number[]] = [[0], [], []];
  for (const row of rows) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      places.push(columns[i]!);
      taken.push(values[i]!);
    }
    ends.push(places.length);
  }
  return { rows: rows.length, width, starts: Uint32Array.from(ends), columns: Uint32Array.from(places), values: Float64Array.from(taken) };
}
