import { join } from "node:path";
import type { EngineApi } from "../engine/api.ts";
import { FILES } from "../engine/export/layout.ts";
import { pack } from "../engine/export/zip.ts";
import type { ModelBundle } from "../engine/model/bundle.ts";
import { csvBlocks } from "../ingest/write.ts";
import { shared, type Command } from "./command.ts";
import { isFile, isFolder, makeFolder, readBytes, readFolder, write } from "./files.ts";
import { openEngine } from "./host.ts";
import { valueOf } from "./problems.ts";
import { Mistake, type Terminal } from "./terminal.ts";

const options = {
  "model-path": { value: "FOLDER", summary: "The model: a folder that experiment wrote, or an exported zip file", required: true },
  dataset: shared.dataset,
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
    const { engine, open } = openEngine();
    const bundle = valueOf(await engine.importModel(await readModel(path)), path);
    const { id, profile } = await open(given.required("dataset"));
    await makeFolder(folder);
    await writePredictions(join(folder, "predictions.csv"), engine, bundle, id, undefined, given.has("quiet") ? undefined : terminal);
    if (!given.has("quiet")) terminal.err(`${profile.rows} rows are answered in ${join(folder, "predictions.csv")}\n`);
    return 0;
  },
};

/** The zip file at the path, or the folder as one. */
async function readModel(path: string): Promise<Uint8Array> {
  if (!(await isFolder(path))) return readBytes(path, "The model");
  if (await isFile(join(path, FILES.manifest))) return pack(await readFolder(path, "The model"));
  const inside = join(path, "model");
  const hint = (await isFile(join(inside, FILES.manifest))) ? ` Did you mean '${inside}'?` : "";
  throw new Mistake(`The folder '${path}' holds no model: there is no ${FILES.manifest} in it.${hint}`);
}

/** Writes one line per row of the data set, or of the rows given, with the columns of Ludwig's predictions (reference section 8.8). */
export async function writePredictions(path: string, engine: EngineApi, bundle: ModelBundle, dataset: string, rows?: ArrayLike<number>, terminal?: Terminal): Promise<void> {
  const model = valueOf(await engine.open(bundle));
  const onProgress = (done: number, all: number) => { if (terminal?.interactive) terminal.err(`\r${done} of ${all} rows\x1b[K`); };
  const columns = valueOf(await engine.predictTable(model.id, dataset, onProgress));
  if (terminal?.interactive) terminal.err("\r\x1b[K");
  await engine.close(model.id);
  const chosen = Object.entries(columns).map(([name, cells]) => ({ name, cells: rows ? Array.from(rows, (row) => cells[row]!) : cells }));
  await write(path, [...csvBlocks({ rows: chosen[0]?.cells.length ?? 0, columns: [] }, chosen)].join(""));
}
