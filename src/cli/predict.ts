import { join } from "node:path";
import { onlyPicture } from "../engine/controls.ts";
import type { EngineApi, OpenModel } from "../engine/api.ts";
import { FILES } from "../engine/export/layout.ts";
import { pack } from "../engine/export/zip.ts";
import type { ModelBundle } from "../engine/model/bundle.ts";
import type { Problem } from "../engine/schema/problem.ts";
import { suggest } from "../engine/schema/suggest.ts";
import { csvBlocks } from "../ingest/write.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { isFile, isFolder, makeFolder, readBytes, readFolder, write } from "./files.ts";
import { openEngine } from "./host.ts";
import { tellNotes, valueOf } from "./problems.ts";
import { Mistake, type Terminal } from "./terminal.ts";

const options = {
  "model-path": shared.model,
  dataset: shared.dataset,
  table: shared.table,
  "output-directory": { value: "FOLDER", summary: "Where predictions.csv goes", required: true },
  quiet: shared.quiet,
} as const;

/** Answers for every row of a table, by a model that was kept. */
export const predict: Command<typeof options> = {
  name: "predict",
  summary: "Answer every row of a table with a trained model",
  options,
  async run(given, terminal) {
    const path = given.required("model-path");
    const folder = given.required("output-directory");
    const tell = given.has("quiet") ? () => {} : terminal.err;
    const { engine, open } = openEngine(tell);
    const bundle = valueOf(await engine.importModel(await readModel(path)), path);
    const output = join(folder, "predictions.csv");
    await withModel(engine, bundle, async (model) => {
      const { id, name, profile } = await open(given.required("dataset"), { table: given.optional("table"), pictures: onlyPicture(model.inputs) ?? undefined });
      await makeFolder(folder);
      tellAbsent(model, name, profile.columns.map((column) => column.name), tell);
      tellNotes(await writePredictions(output, engine, model, id, { progress: given.has("quiet") ? null : terminal }), name, tell);
      tell(`${words.predict.done(profile.rows, output)}\n`);
    });
    return 0;
  },
};

/** The zip file at the path, or the folder as one. */
export async function readModel(path: string): Promise<Uint8Array> {
  if (!(await isFolder(path))) return readBytes(path, words.file.model);
  if (await isFile(join(path, FILES.manifest))) return pack(await readFolder(path, words.file.model));
  const inside = join(path, "model");
  if (await isFile(join(inside, FILES.manifest))) throw new Mistake(words.predict.modelInside(path, FILES.manifest, inside));
  throw new Mistake(words.predict.noModel(path, FILES.manifest));
}

/** Opens a model for some work and closes it again. */
export async function withModel(engine: EngineApi, bundle: ModelBundle, work: (model: OpenModel) => Promise<void>): Promise<void> {
  const model = valueOf(await engine.open(bundle));
  try {
    await work(model);
  } finally {
    await engine.close(model.id);
  }
}

/** A column that the model looks at and the table lacks counts as missing throughout: worth a word, and without any there is nothing to answer from. */
export function tellAbsent({ inputs }: OpenModel, table: string, columns: readonly string[], tell: (sentence: string) => void): void {
  const absent = inputs.filter(({ column }) => !columns.includes(column));
  if (absent.length === inputs.length) throw new Mistake(words.predict.noColumns(table, absent.map(({ column }) => column)));
  for (const { column } of absent) tell(`${words.predict.absent(table, column, suggest(column, columns).sentence)}\n`);
}

interface Wanted {
  /** Of the data set; absent: all. */
  readonly rows?: ArrayLike<number>;
  readonly progress?: Terminal | null;
}

/**
 * Writes one line per row of the data set, or of those wanted, with the columns of Ludwig's predictions, and `<input>_unread` where files could not be
 * read (`EngineApi.predictTable`). What is worth knowing of them comes back.
 */
export async function writePredictions(path: string, engine: EngineApi, { id }: OpenModel, dataset: string, { rows, progress }: Wanted = {}): Promise<{ readonly notes?: readonly Problem[] }> {
  const line = (text: string) => { if (progress?.interactive) progress.err(`\r${text}\x1b[K`); };
  const answered = await engine.predictTable(id, dataset, (done, all) => line(words.predict.progress(done, all)));
  line("");
  const columns = valueOf(answered);
  const chosen = Object.entries(columns).map(([name, cells]) => ({ name, cells: rows ? Array.from(rows, (row) => cells[row]!) : cells }));
  await write(path, [...csvBlocks({ rows: chosen[0]?.cells.length ?? 0, columns: [] }, chosen)].join(""));
  return answered.ok ? answered : {};
}
