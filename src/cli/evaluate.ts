import { join } from "node:path";
import { onlyPicture } from "../engine/controls.ts";
import { shared, type Command } from "./command.ts";
import { makeFolder } from "./files.ts";
import { openEngine } from "./host.ts";
import { readModel, tellAbsent, withModel, writePredictions } from "./predict.ts";
import { tellNotes, valueOf } from "./problems.ts";
import { summarise, writeTest } from "./results.ts";

const options = {
  "model-path": shared.model,
  dataset: shared.dataset,
  table: shared.table,
  "output-directory": shared.output,
  "skip-save-predictions": { summary: "Write no predictions.csv" },
  quiet: shared.quiet,
} as const;

/** How good a kept model is on a table that holds the answers. */
export const evaluate: Command<typeof options> = {
  name: "evaluate",
  summary: "Judge a trained model on a table that holds the answers",
  options,
  async run(given, terminal) {
    const path = given.required("model-path");
    const folder = given.required("output-directory");
    const quiet = given.has("quiet");
    const tell = quiet ? () => {} : terminal.err;
    const { engine, open } = openEngine(tell);
    const bundle = valueOf(await engine.importModel(await readModel(path)), path);
    await withModel(engine, bundle, async (model) => {
      const { id, name, profile } = await open(given.required("dataset"), { table: given.optional("table"), pictures: onlyPicture(model.inputs) ?? undefined });
      await makeFolder(folder);
      tellAbsent(model, name, profile.columns.map((column) => column.name), tell);
      const evaluated = await engine.evaluate(model.id, id);
      const judged = valueOf(evaluated, name);
      tellNotes(evaluated.ok ? evaluated : {}, name, tell);
      await writeTest(folder, judged);
      if (!given.has("skip-save-predictions")) await writePredictions(join(folder, "predictions.csv"), engine, model, id, { progress: quiet ? null : terminal });
      if (!quiet) summarise(terminal, judged, folder);
    });
    return 0;
  },
};
