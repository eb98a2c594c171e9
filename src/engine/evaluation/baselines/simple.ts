import type { Encoded } from "../../data/encoded.ts";
import { seededRandom } from "../../data/random.ts";
import type { OutputFeature } from "../../features/feature.ts";
import { bootstrapIntervals, type Interval } from "../bootstrap.ts";
import { judgeOf, type WatchedAnswers } from "../scores.ts";
import { reader, type Sparse } from "./matrix.ts";
import { trainedFor, type GoOn, type SimpleName, type Trained } from "./trained.ts";

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

/** Train the simple models of every output, and judge them. `limit`: begins the time of one of them. */
export async function simpleSplits(
  outputs: readonly OutputFeature[], training: Part, judged: readonly Judged[], seed: number, limit: () => GoOn,
): Promise<readonly SimpleSplit[]> {
  const read = reader(training.inputs, training.rows);
  const learnt = read(training.inputs, training.rows);
  const given = judged.map(({ inputs, rows }) => read(inputs, rows));
  const made = judged.map((): Record<string, SimpleOutput> => ({}));
  for (const [k, output] of outputs.entries()) {
    const models = await trainedFor(output, learnt, training, training.targets[k]!, limit);
    if (models.length === 0) continue;
    for (const [i, part] of judged.entries()) made[i]![output.name] = await compared(output, models, part, k, given[i]!, seed);
  }
  return judged.map(({ split, rows, of }, i) => ({ split, rows: { used: rows, of }, outputs: made[i]! }));
}

async function compared(output: OutputFeature, models: readonly Trained[], part: Judged, k: number, x: Sparse, seed: number): Promise<SimpleOutput> {
  const { rows, targets, logits } = part;
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
    const other = judge(plain, output.asDecoded(await answers(x, part)));
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
