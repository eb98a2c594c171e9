import { words as assetWords } from "../messages/en/assets.ts";
import { words } from "../messages/en/model.ts";
import { words as trainingWords } from "../messages/en/training.ts";
import { currentBackend } from "./acceleration/current.ts";
import { experience, isTimed, kindOf } from "./acceleration/experience.ts";
import { forecast, type Forecast, type Load } from "./acceleration/forecast.ts";
import type { BackendPorts } from "./acceleration/ports.ts";
import type { BackendReport } from "./acceleration/report.ts";
import { speedometer } from "./acceleration/speed.ts";
import { unseenAnswers } from "./advice/doctor/answers.ts";
import { crossAnswers } from "./advice/doctor/cross-answers.ts";
import { examine } from "./advice/doctor/examine.ts";
import { inWhole, lookedAt } from "./advice/doctor/sample.ts";
import { Columns, type Answers } from "./advice/doctor/subject.ts";
import { inferColumns } from "./advice/infer.ts";
import { inspectYaml } from "./advice/inspect.ts";
import { recognise } from "./advice/recognise.ts";
import { previewAugmentation } from "./advice/preview-augmentation.ts";
import type { EngineApi, EngineHost, TrainedRun, TrainRequest } from "./api.ts";
import { readYaml } from "./config/open.ts";
import { describeLanguage } from "./config/language.ts";
import { starterConfig } from "./config/starter.ts";
import type { Readable } from "./data/assets.ts";
import { looseMedia } from "./data/pictures/loose.ts";
import type { DecodePicture } from "./data/pictures/media.ts";
import { tableFrom, type Cells, type Table } from "./data/table.ts";
import { simpleModels } from "./evaluation/baselines/run.ts";
import { withoutStatistics } from "./evaluation/evaluation.ts";
import { evaluateTable } from "./evaluation/evaluate-table.ts";
import { explainPicture } from "./explanation/explain.ts";
import { exportModel } from "./export/export.ts";
import { exportLudwig } from "./export/ludwig/export.ts";
import { importModel } from "./export/import.ts";
import { openModels, type AnsweringModel } from "./prediction/models.ts";
import { predictColumns, predictRows } from "./prediction/predict.ts";
import { error, failure, success, type Outcome } from "./schema/problem.ts";
import { NONE_READ, readAssets } from "./training/assets.ts";
import { systemClock, type Clock } from "./training/clock.ts";
import { runControl, type SettableControl } from "./training/control.ts";
import type { TrainEvent } from "./training/events.ts";
import { runTraining } from "./training/run.ts";
import { MEMORY, tableIn } from "./training/streaming/storing.ts";

/** What the surroundings lend beside the data; left out, it is what Node needs. */
export interface EnginePorts {
  readonly backends?: BackendPorts;
  readonly clock?: Clock;
  /** Bytes of encoded rows that a run may hold in memory, where the host has another place for them. */
  readonly memory?: number;
  /** Do runs carry what Ludwig's `test_statistics.json` holds beyond the metrics, whole curves among it? */
  readonly statistics?: boolean;
}

/** Node has no WebGPU. */
const NODE: BackendPorts = { gpu: null, timeout: 20_000 };

/** The engine behind its interface: in a worker, in the command line, in a test. */
export function createEngine(host: EngineHost, { backends = NODE, clock = systemClock(), memory = MEMORY, statistics = false }: EnginePorts = {}): EngineApi {
  let run: SettableControl | null = null;
  const models = openModels(() => backend, () => run !== null);
  const backend = currentBackend(backends, () => models.suspend());

  /** What was examined last: most looks differ in the config alone. Of a table that is not looked at whole nothing stays in memory. */
  let examined: { readonly fingerprint: string; readonly columns: Columns } | null = null;

  const timed = experience();
  const speed = speedometer();

  /** From what was timed on this machine where something alike was, else by arithmetic. */
  const expected = async (load: Load, report: BackendReport): Promise<Forecast> => {
    const known = timed.fastest(kindOf(load), report);
    return forecast(load, { ...(await speed.of(report)), secondsPerStep: known && known.milliseconds / 1000 }, host.spills ? { memory, table: tableIn(memory) } : null);
  };

  const train = async (request: TrainRequest, onEvent: (event: TrainEvent) => void): Promise<Outcome<TrainedRun>> => {
    if (run) return failure(error([], trainingWords.busy));
    const control = (run = runControl());
    const events = runTraining(request, { host, control, clock, memory, backend: (givenUp, match) => (request.backend === "auto" ? backend.fastest(match, timed, givenUp) : backend.use(request.backend, givenUp)) });
    try {
      for (let next = await events.next(); ; next = await events.next()) {
        if (next.done) return statistics || !next.value.ok ? next.value : success(withoutStatistics(next.value.value));
        onEvent(next.value);
      }
    } finally {
      await events.return(failure()); // a listener that throws leaves the run, and nothing may stay on the device
      run = null;
    }
  };

  return {
    language: async () => describeLanguage(),
    infer: async (profile) => inferColumns(profile),
    starter: async (profile, roles) => starterConfig(profile, roles),
    async inspect(yaml, profile, project) {
      const { opened } = readYaml(yaml);
      const files = opened ? await readAssets(opened, host, project) : NONE_READ;
      // A sketch is a model, built and freed again: any backend will do, and WebAssembly starts at once.
      const { report } = (await backend.settled()) ?? (await backend.use("wasm"));
      return backend.during(async () => {
        const { load, ...inspected } = inspectYaml(yaml, profile, files);
        return { ...inspected, forecast: load && (await expected(load, report)) };
      });
    },
    async examine({ yaml, dataset, seed, model }, onProgress) {
      const { table, fingerprint } = await host.table(dataset);
      const looked = lookedAt(table, seed);
      const columns = examined?.fingerprint === fingerprint ? examined.columns : new Columns(looked.table);
      examined = looked.rows ? null : { fingerprint, columns };
      const bundle = model === undefined ? undefined : models.bundle(model);
      const asked = async (live: AnsweringModel): Promise<readonly Answers[]> => {
        const unseen = await unseenAnswers(live, bundle!, table, looked, fingerprint, clock.breathe);
        return unseen.length > 0 ? [...unseen, ...(await crossAnswers(live, bundle!, looked.table, clock))] : unseen;
      };
      const answered = bundle ? await models.ask(model!, asked) : null; // it is open under this id
      const answers = answered?.ok ? answered.value : [];
      const found = await examine({ yaml, table: looked.table, seed, now: Date.now(), answers, columns, breathe: clock.breathe, ...(onProgress && { onProgress }) });
      return found.ok ? success(inWhole(found.value, looked, table)) : found;
    },
    async describeFile(name, source) {
      const bytes = "file" in source ? await readable(source.file) : await (host.asset?.(name, source.project) ?? failure(error([], assetWords.nowhere(name))));
      return bytes.ok ? recognise(bytes.value) : bytes;
    },
    async previewAugmentation(preview) {
      if (!(await backend.settled())) await backend.use("wasm");
      return backend.during(async () => previewAugmentation(preview));
    },
    recall: async (kept) => kept.filter(isTimed).forEach(timed.note),
    experience: async () => timed.all(),
    train,
    control: async (wish) => run?.set(wish),
    checkpoint: async () => run?.askForCheckpoint(),
    open: models.open,
    async predict(id, cells) {
      const rows = tableOf(cells, host.decodePicture);
      return rows.ok ? plain(models.ask(id, (model) => predictRows(model, rows.value, clock.breathe))) : rows;
    },
    async explainPicture(id, cells, request) {
      const rows = tableOf(cells, host.decodePicture);
      if (!rows.ok) return rows;
      return plain(models.ask(id, (model) => explainPicture(model, rows.value, request, clock.breathe)));
    },
    async predictTable(id, dataset, onProgress) {
      const { table } = await host.table(dataset);
      return plain(models.ask(id, (model) => predictColumns(model, table, onProgress, clock.breathe)));
    },
    async evaluate(id, dataset) {
      const { table } = await host.table(dataset);
      return plain(models.ask(id, (model) => evaluateTable(model, table, clock.breathe)));
    },
    async simpleModels(id, dataset, made) {
      if (run) return failure(error([], words.compareLater));
      const { table } = await host.table(dataset);
      return simpleModels(made, table, (question) => models.ask(id, question), clock);
    },
    close: async (id) => models.close(id),
    async exportModel(bundle) {
      const opened = await models.open(bundle);
      if (!opened.ok) return opened;
      try {
        return await models.ask(opened.value.id, (model) => exportModel(bundle, model, clock.breathe));
      } finally {
        models.close(opened.value.id);
      }
    },
    exportLudwig: (request) => exportLudwig(request, host),
    async importModel(zip) {
      if (!(await backend.settled())) await backend.use("cpu");
      return backend.during(async () => importModel(zip));
    },
  };
}

const readable = (file: Readable): Promise<Outcome<Uint8Array>> =>
  file.arrayBuffer().then((buffer) => success(new Uint8Array(buffer)), () => failure(error([], assetWords.unreadable)));

/** The answer to a question that may fail by itself. */
async function plain<T>(asked: Promise<Outcome<Outcome<T>>>): Promise<Outcome<T>> {
  const answered = await asked;
  return answered.ok ? answered.value : answered;
}

function tableOf(cells: Readonly<Record<string, Cells>>, decode: DecodePicture | undefined): Outcome<Table> {
  const table = tableFrom(cells);
  const uneven = table.columns.filter(({ ends }) => ends.length !== table.rows).map(({ name }) => name);
  if (table.rows > 0 && uneven.length === 0) return success({ ...table, media: looseMedia(decode) });
  return failure(error([], table.rows === 0 ? words.noCells : words.unevenColumns(uneven)));
}
