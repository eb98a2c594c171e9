import type { OpenModel } from "../../engine/api.ts";
import type { SimpleRequest } from "../../engine/evaluation/baselines/run.ts";
import type { SimpleModels } from "../../engine/evaluation/baselines/simple.ts";
import type { ExplainRequest, ExplanationMethod, PictureMap } from "../../engine/explanation/map.ts";
import type { Cell, Cells } from "../../engine/data/table.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import type { Predictions } from "../../engine/predictions.ts";
import { onlyPicture } from "../../engine/controls.ts";
import { failure, error, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import type { DataSet } from "../../ingest/data-api.ts";
import { heldCell } from "../controls/picture-cell.ts";
import { t } from "../messages/index.ts";
import { late } from "../messages/late.ts";
import type { ExportedModel, PredictedFile } from "../screens/props.ts";
import type { Chosen } from "../ui/dropped-files.ts";
import { baseName, sourceOf } from "./file-names.ts";
import type { Ports } from "./ports.ts";


/** The model that answers: one at a time; opening another closes it. */
export class ModelState {
  readonly #ports: Ports;
  #run: string | null = null;
  #bundle: ModelBundle | null = null;
  #model = $state.raw<OpenModel | null>(null);
  #opening = $state(false);
  #problems = $state.raw<readonly Problem[]>([]);

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get model(): OpenModel | null {
    return this.#model;
  }
  get opening(): boolean {
    return this.#opening;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Make the model of a run ready to answer, unless it is already. */
  async open(run: string, read: () => Promise<Outcome<ModelBundle>>): Promise<void> {
    if (this.#run === run) return;
    await this.close();
    this.#run = run;
    this.#opening = true;
    this.#problems = [];
    const bundle = await read();
    const opened = bundle.ok ? await this.#ports.engine.open(bundle.value) : bundle;
    if (this.#run !== run) {
      if (opened.ok) await this.#ports.engine.close(opened.value.id);
      return;
    }
    this.#opening = false;
    if (opened.ok && bundle.ok) {
      this.#bundle = bundle.value;
      this.#model = opened.value;
    } else if (!opened.ok) {
      this.#problems = opened.problems;
      this.#run = null;
    }
  }

  async close(): Promise<void> {
    const model = this.#model;
    this.#run = null;
    this.#bundle = null;
    this.#model = null;
    if (model) await this.#ports.engine.close(model.id);
  }

  async predict(cells: Readonly<Record<string, Cells>>): Promise<Outcome<Readonly<Record<string, Predictions>>>> {
    return this.#model ? this.#ports.engine.predict(this.#model.id, cells) : notOpen();
  }

  async explain(cells: Readonly<Record<string, Cells>>, request: ExplainRequest): Promise<Outcome<PictureMap>> {
    return this.#model ? this.#ports.engine.explainPicture(this.#model.id, cells, request) : notOpen();
  }

  /** Simple models beside it, on the rows of its run; `dataset`: the one it was made with. */
  async simple(dataset: string, made: SimpleRequest): Promise<Outcome<SimpleModels>> {
    return this.#model ? this.#ports.engine.simpleModels(this.#model.id, dataset, made) : notOpen();
  }

  /** The same of a row of the data set, in the picture of a column; `file` gives the picture that a cell names. */
  async explainRow(row: Readonly<Record<string, Cell>>, file: (cell: string) => Promise<Blob | null>, output: string, method: ExplanationMethod, of: string): Promise<Outcome<PictureMap>> {
    const inputs = this.#model?.inputs ?? [];
    const picture = inputs.find(({ control, column }) => control.kind === "picture" && row[column] != null && column === of);
    if (!picture) return failure(error([], inputs.length === 0 ? t.errors.noModel : t.pictures.noPictureRead));
    const cells = await Promise.all(inputs.map(async ({ column, control }) => [column, [await heldCell(control, row[column] ?? null, file)]] as const));
    return this.explain(Object.fromEntries(cells), { output, input: picture.name, method });
  }

  /** Read a file, answer every row, and give its table back with the answers beside it. */
  async predictFile(chosen: Chosen, onProgress: (done: number, rows: number) => void): Promise<Outcome<PredictedFile>> {
    const { data, engine } = this.#ports;
    const model = this.#model;
    if (!model) return notOpen();
    const id = this.#ports.newId();
    try {
      const { source, name } = sourceOf(chosen);
      const pictures = onlyPicture(model.inputs);
      const set = await data.open(id, source, pictures === null ? {} : { pictures });
      if (!set.ok) return set;
      const answers = await engine.predictTable(model.id, id, onProgress);
      if (!answers.ok) return answers;
      const extra = Object.entries(answers.value).map(([name, cells]) => ({ name, cells }));
      const csv = await data.writeCsv(id, extra);
      return csv.ok ? success({ name: t.library.answersFile(fileSafe(baseName(name))), rows: set.value.profile.rows, csv: csv.value, notes: [...set.value.notes, ...(answers.notes ?? [])] }) : csv;
    } finally {
      await data.close(id);
    }
  }

  /** The model as a zip, with made-up rows and the answers it must give for them; no row of the data goes along. */
  async exportModel(name: string): Promise<Outcome<ExportedModel>> {
    if (!this.#bundle) return notOpen();
    const zip = await this.#ports.engine.exportModel(this.#bundle);
    return zip.ok ? success({ name: `${fileSafe(name)}.zip`, zip: new Blob([new Uint8Array(zip.value)], { type: "application/zip" }) }) : zip;
  }

  /** The config and rows of the open model as a zip for Ludwig; `set` is the project's data set, which must be the one it learnt from. */
  async exportLudwig(project: { readonly id: string; readonly name: string }, set: DataSet | null): Promise<Outcome<ExportedModel>> {
    if (!this.#bundle) return notOpen();
    const { yaml, made } = this.#bundle;
    if (set?.fingerprint !== made.dataset.fingerprint) return failure(error([], late.predict.toLudwig.otherRows));
    const zip = await this.#ports.engine.exportLudwig({ yaml, dataset: set.id, seed: made.plan.seed, project: project.id });
    return zip.ok ? success({ name: `${fileSafe(project.name)}_ludwig.zip`, zip: new Blob([new Uint8Array(zip.value)], { type: "application/zip" }) }) : zip;
  }
}

const notOpen = (): Outcome<never> => failure(error([], t.errors.noModel));
const fileSafe = (name: string): string => name.trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^\.+/, "").slice(0, 100) || "model";
