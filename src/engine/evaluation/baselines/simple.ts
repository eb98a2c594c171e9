import { takeRows, type Encoded } from "../../data/encoded.ts";
import { seededRandom } from "../../data/random.ts";
import type { OutputFeature } from "../../features/feature.ts";
import { bootstrapIntervals, type Interval } from "../bootstrap.ts";
import { judgeOf, labelledRows, type WatchedAnswers } from "../scores.ts";
import { linearAnswers, neighbourAnswers, treeAnswers, type SimpleAnswers, type Task } from "./answers.ts";
import { reader, type Sparse } from "./matrix.ts";

export type SimpleName = "linear" | "decision_tree" | "nearest_neighbours";

/** Models that are trained in seconds, on the rows and encodings that a model was trained on, judged beside it on the same rows. */
export interface SimpleModels {
  /** Training rows that they learnt from, and how many there are. */
  readonly training: { readonly used: number; readonly of: number };
  readonly seconds: number;
  readonly splits: readonly SimpleSplit[];
}
export interface SimpleSplit {
  readonly split: "validation" | "test";
  /** Rows that all were judged on, and how many there are. */
  readonly rows: { readonly used: number; readonly of: number };
  /** Outputs that no simple model is made for are left out. */
  readonly outputs: Readonly<Record<string, SimpleOutput>>;
}
export interface SimpleOutput {
  readonly rows: number;
  /** Of the model itself on these rows. */
  readonly model: Readonly<Record<string, number>>;
  readonly simple: readonly SimpleScore[];
}
export interface SimpleScore {
  readonly name: SimpleName;
  readonly metrics: Readonly<Record<string, number>>;
  /** 95 % interval of the model's score less this one's, row by row (paired bootstrap). */
  readonly differences: Readonly<Record<string, Interval>>;
}

/** Rows with their inputs as the model reads them, and their targets in the order of the outputs. */
export interface Part {
  readonly rows: number;
  readonly inputs: readonly Encoded[];
  readonly targets: readonly Encoded[];
}
export interface Judged extends Part {
  readonly split: SimpleSplit["split"];
  readonly of: number;
  /** [rows, units] of each output, as the model's decoders put them out. */
  readonly logits: readonly Float32Array[];
}

const MAKERS: Readonly<Record<SimpleName, (task: Task) => Promise<SimpleAnswers | null>>> = {
  linear: linearAnswers, decision_tree: treeAnswers, nearest_neighbours: neighbourAnswers,
};

/** Heard between pieces of the work; false ends what can be ended early. */
export type GoOn = () => Promise<boolean>;

/** Train the simple models of every output, and judge them. `limit`: begins the time of one of them. */
export async function simpleSplits(
  outputs: readonly OutputFeature[], training: Part, judged: readonly Judged[], seed: number, limit: () => GoOn,
): Promise<readonly SimpleSplit[]> {
  const read = reader(training.inputs, training.rows);
  const learnt = read(training.inputs, training.rows);
  const given = judged.map(({ inputs, rows }) => read(inputs, rows));
  const made = judged.map((): Record<string, SimpleOutput> => ({}));
  for (const [k, output] of outputs.entries()) {
    const models = await trained(output, learnt, training.targets[k]!, limit);
    if (models.length === 0) continue;
    for (const [i, part] of judged.entries()) made[i]![output.name] = await compared(output, models, part, k, given[i]!, seed);
  }
  return judged.map(({ split, rows, of }, i) => ({ split, rows: { used: rows, of }, outputs: made[i]! }));
}

type Trained = readonly { readonly name: SimpleName; readonly answers: SimpleAnswers }[];

async function trained(output: OutputFeature, x: Sparse, target: Encoded, limit: () => GoOn): Promise<Trained> {
  const told = labelledRows(target);
  const { kind } = output.predict(output.baseline, 1);
  if (kind !== "binary" && kind !== "category" && kind !== "number") return [];
  const task: Omit<Task, "goOn"> = { kind, units: output.baseline.length, x: told ? rowsOf(x, told) : x, truth: told ? takeRows(target, told).data : target.data };
  if (task.x.rows < 2) return [];
  const models: { readonly name: SimpleName; readonly answers: SimpleAnswers }[] = [];
  for (const [name, make] of Object.entries(MAKERS) as [SimpleName, (typeof MAKERS)[SimpleName]][]) { // the keys of the literal above
    const answers = await make({ ...task, goOn: limit() });
    if (answers) models.push({ name, answers });
  }
  return models;
}

async function compared(output: OutputFeature, models: Trained, { rows, targets, logits }: Judged, k: number, x: Sparse, seed: number): Promise<SimpleOutput> {
  const judge = (of: OutputFeature, answers: Float32Array): WatchedAnswers => {
    const taken = judgeOf(of, targets[k]!, rows);
    taken.take(answers, 0);
    return taken;
  };
  const own = judge(output, logits[k]!);
  const model = own.scores();
  const known = targets[k]!.known?.reduce((sum, one) => sum + one, 0) ?? rows;
  const plain = output.calibrated(1);
  const drawn = new Map<number, Readonly<Record<string, number>>>(); // by the number of the draw: all simple models see the same ones
  const simple: SimpleScore[] = [];
  for (const { name, answers } of models) {
    const other = judge(plain, output.asDecoded(await answers(x)));
    const metrics = other.scores();
    let draw = 0;
    const difference = (of: Uint32Array): Readonly<Record<string, number>> => {
      const mine = drawn.get(draw) ?? own.scores(of);
      drawn.set(draw++, mine);
      return less(mine, other.scores(of));
    };
    simple.push({ name, metrics, differences: bootstrapIntervals(known, less(model, metrics), difference, seededRandom(seed, `simple/${output.name}`)) });
  }
  return { rows: known, model, simple };
}

const less = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value - (b[name] ?? NaN)]));

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
