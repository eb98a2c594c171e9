import { openYaml } from "../../config/open.ts";
import { rowBytes, takeRows } from "../../data/encoded.ts";
import { seededRandom, shuffle } from "../../data/random.ts";
import { prepareRows } from "../../data/rows.ts";
import type { Table } from "../../data/table.ts";
import { reader } from "../../evaluation/baselines/matrix.ts";
import { trainedFor, type GoOn, type SimpleName } from "../../evaluation/baselines/trained.ts";
import type { OutputFeature } from "../../features/feature.ts";
import type { ModelBundle } from "../../model/bundle.ts";
import type { AnsweringModel } from "../../prediction/models.ts";
import type { Clock } from "../../training/clock.ts";
import { encodePart } from "../../training/prepare.ts";
import { answerShares } from "./answers.ts";
import type { Answers } from "./subject.ts";

const FOLDS = 5;
/** Rows that are judged; of more, a seeded sample. */
const MOST_ROWS = 3_000;
/** Of their encoded inputs: pictures are large. */
const MOST_BYTES = 2 ** 26;
/** Milliseconds that a simple model of a fold may learn; the best it has come to is taken. */
const LONGEST = 500;
/** Of the simple models those whose probabilities are worth something. */
const JUDGES: readonly SimpleName[] = ["linear", "nearest_neighbours"];

/**
 * What simple models say of all rows that are looked at, each judged by models that learnt from the others (5 folds): unlike the model itself, which has learnt wrong
 * labels of its training rows by heart, they speak of every row. Inputs are read as the model reads them. Probabilities are the mean of logistic regression
 * and nearest neighbours.
 */
export async function crossAnswers(live: AnsweringModel, { yaml, made }: ModelBundle, table: Table, clock: Clock): Promise<readonly Answers[]> {
  const { opened } = openYaml(yaml);
  const prepared = opened && prepareRows(opened, table, made.plan.seed);
  if (!prepared?.ok) return [];
  const bytes = live.inputs.flatMap(({ parts }) => Object.values(parts)).reduce((sum, part) => sum + rowBytes(part), 0);
  const drawn = shuffle(prepared.value.rows.slice(), seededRandom(made.plan.seed, "folds")).slice(0, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / bytes)));
  const part = await encodePart(live, live.built.inputParts, table, drawn);
  const read = reader(part.inputs, part.rows);
  const found: Answers[] = [];
  for (const [k, output] of live.outputs.entries()) {
    if (!hasClasses(output)) continue;
    const folds: Answers[] = [];
    for (let fold = 0; fold < FOLDS; fold++) {
      const [inside, outside] = [places(part.rows, (i) => i % FOLDS === fold), places(part.rows, (i) => i % FOLDS !== fold)];
      const of = (rows: Uint32Array) => ({ rows: rows.length, inputs: part.inputs.map((one) => takeRows(one, rows)) });
      const [learnt, judged] = [of(outside), of(inside)];
      const models = await trainedFor(output, read(learnt.inputs, learnt.rows), learnt, takeRows(part.targets[k]!, outside), () => limit(clock), JUDGES);
      const x = read(judged.inputs, judged.rows);
      const each = await Promise.all(models.map(async ({ answers }) => answerShares(output.calibrated(1).predict(output.asDecoded(await answers(x, judged)), judged.rows))));
      const [first] = each;
      if (!first) continue;
      const mean = first.probabilities.map((_, i) => each.reduce((sum, one) => sum + (one?.probabilities[i] ?? 0) / each.length, 0));
      folds.push({ output: output.name, labels: first.labels, rows: inside.map((i) => drawn[i]!), probabilities: mean });
    }
    const [first] = folds;
    if (first) found.push({ ...first, rows: Uint32Array.from(folds.flatMap(({ rows }) => [...rows])), probabilities: Float32Array.from(folds.flatMap(({ probabilities }) => [...probabilities])) });
  }
  return found;
}

const hasClasses = (output: OutputFeature): boolean => ["category", "binary"].includes(output.predict(output.baseline, 1).kind);

const places = (rows: number, is: (i: number) => boolean): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i).filter(is);

function limit(clock: Clock): GoOn {
  const start = clock.now();
  return async () => {
    await clock.breathe();
    return clock.now() - start < LONGEST;
  };
}
