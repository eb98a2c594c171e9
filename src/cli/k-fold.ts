import { join } from "node:path";
import type { EngineApi, TrainRequest } from "../engine/api.ts";
import { crossValidation, type CrossValidation } from "../engine/training/cross-validation.ts";
import { csvBlocks } from "../ingest/write.ts";
import { words } from "../messages/en/cli.ts";
import { makeFolder, write, writeJson } from "./files.ts";
import { withModel } from "./predict.ts";
import { valueOf } from "./problems.ts";
import { figure, progress } from "./progress.ts";
import { Mistake, type Terminal } from "./terminal.ts";

/** More would be leaving one row out in a table of thousands: days of training. */
const MOST_FOLDS = 100;

export function foldsOf(text: string): number {
  const folds = Number(text);
  if (!/^\d+$/.test(text) || folds < 2 || folds > MOST_FOLDS) throw new Mistake(words.options.folds(MOST_FOLDS, text));
  return folds;
}

interface Task {
  readonly engine: EngineApi;
  readonly request: TrainRequest;
  readonly folds: number;
  readonly folder: string;
  /** For the line that names a problem. */
  readonly config: string;
  readonly quiet: boolean;
}

/** `experiment --k-fold`: a model for each fold, judged on it; the scores, who was where, and an answer for every row by a model that has not seen it. */
export async function experimentInFolds({ engine, request, folds, folder, config, quiet }: Task, terminal: Terminal): Promise<void> {
  await makeFolder(folder);
  const tell = progress(terminal, quiet);
  const say = (text: string): void => { if (!quiet) terminal.err(`${text}\n`); };
  const answers = new Map<number, Readonly<Record<string, string>>>();
  const indices: Record<string, object> = {};
  const turns = crossValidation(engine, request, folds, (event, fold) => {
    if (event.type === "started") say(words.folds.fold(fold.index + 1, fold.of));
    tell(event);
  });
  let next = await turns.next();
  for (; !next.done; next = await turns.next()) {
    const { fold, run: { bundle, split } } = next.value;
    indices[`fold_${fold.index + 1}`] = { training_indices: [...split.training], validation_indices: [...split.validation], test_indices: [...split.test] };
    await withModel(engine, bundle, async ({ id }) => {
      const columns = Object.entries(valueOf(await engine.predictTable(id, request.dataset, () => {})));
      for (const row of split.test) answers.set(row, Object.fromEntries(columns.map(([name, cells]) => [name, cells[row]!])));
    });
  }
  const found = valueOf(next.value, config);
  await writeJson(join(folder, "kfold_training_statistics.json"), statisticsOf(found));
  await writeJson(join(folder, "kfold_split_indices.json"), indices);
  await writeAnswers(join(folder, "out_of_fold_predictions.csv"), answers);
  if (!quiet) summarise(found, folder, terminal);
}

/** Ludwig's layout: each fold, then `<metric>_mean` and `<metric>_std` of each output; what every row counts once for is Fidelio's own. */
function statisticsOf({ folds, scores }: CrossValidation): object {
  const named = folds.map(({ rows, bestRound, scores: test }, i) => [`fold_${i + 1}`, { rows, best_round: bestRound, test_statistics: test }] as const);
  const overall = Object.entries(scores).map(([output, metrics]) => [
    output,
    Object.fromEntries(Object.entries(metrics).flatMap(([metric, { mean, deviation, outOfFold }]) => [
      [`${metric}_mean`, mean], [`${metric}_std`, deviation], [`${metric}_out_of_fold`, outOfFold],
    ])),
  ] as const);
  return { ...Object.fromEntries(named), overall: Object.fromEntries(overall) };
}

/** In the table's order; a class that a fold's model does not know has no probability there. */
function writeAnswers(path: string, answers: ReadonlyMap<number, Readonly<Record<string, string>>>): Promise<void> {
  const rows = [...answers.keys()].sort((a, b) => a - b);
  const names = [...new Set([...answers.values()].flatMap((cells) => Object.keys(cells)))];
  const columns = [
    { name: "row", cells: rows.map((row) => String(row + 1)) },
    ...names.map((name) => ({ name, cells: rows.map((row) => answers.get(row)![name] ?? "") })),
  ];
  return write(path, [...csvBlocks({ rows: rows.length, columns: [] }, columns)].join(""));
}

function summarise({ folds, scores }: CrossValidation, folder: string, terminal: Terminal): void {
  for (const [output, metrics] of Object.entries(scores)) {
    terminal.err(`${words.folds.scores(output, folds.length)}\n`);
    for (const [metric, { mean, deviation }] of Object.entries(metrics)) terminal.err(`  ${words.folds.score(metric, figure(mean), figure(deviation))}\n`);
  }
  terminal.err(`${words.train.results(folder)}\n`);
}
