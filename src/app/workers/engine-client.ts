import type { EngineApi, OpenModel } from "../../engine/api.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import { error, failure, type Outcome } from "../../engine/schema/problem.ts";
import { t } from "../messages/index.ts";
import { orGone, twice, unlessGone } from "./gone.ts";
import type { ExperienceMemory } from "./experience.ts";
import type { Asked } from "./lasting.ts";
import type { Living } from "./living.ts";

/** A model that was opened: its bundle, to open it again, and its id in the worker that holds it. */
interface Held { readonly bundle: ModelBundle; readonly inner: string; readonly by: Living<EngineApi> }

/**
 * The engine, whichever worker it runs in: what is asked of a dead one is asked of the next, and models are opened again
 * when they are asked again. Only training cannot be repeated in silence: it rejects with `WorkerGone`, and can be resumed.
 */
export function engineClient(worker: Asked<EngineApi>, memory: Pick<ExperienceMemory, "write">): EngineApi {
  const models = new Map<string, Held>();
  let opened = 0;

  async function open(bundle: ModelBundle): Promise<Outcome<{ readonly model: OpenModel; readonly by: Living<EngineApi> }>> {
    return worker.ask(async (api, by) => {
      const answer = await api.open(bundle);
      return answer.ok ? { ok: true, value: { model: answer.value, by } } : answer;
    });
  }

  /** Asks a model in the worker that holds it, after opening it there if the worker is a new one. */
  async function withModel<T>(id: string, call: (api: EngineApi, inner: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const held = models.get(id);
    if (!held) return failure(error([], t.errors.noModel));
    let { inner, by } = held;
    if (by.over) {
      const again = await open(held.bundle);
      if (!again.ok) return again;
      ({ by, model: { id: inner } } = again.value);
      models.set(id, { ...held, inner, by });
    }
    return by.during(call(by.api, inner));
  }

  const asking = <T>(id: string, call: (api: EngineApi, inner: string) => Promise<Outcome<T>>) => orGone(twice(() => withModel(id, call)));

  return {
    language: () => worker.ask((api) => api.language()),
    infer: (profile) => worker.ask((api) => api.infer(profile)),
    starter: (profile, roles) => worker.ask((api) => api.starter(profile, roles)),
    inspect: (yaml, profile, project) => worker.ask((api) => api.inspect(yaml, profile, project)),
    examine(request, onProgress) {
      const { model } = request;
      if (model === undefined) return orGone(worker.ask((api) => api.examine(request, onProgress)));
      return asking(model, (api, inner) => api.examine({ ...request, model: inner }, onProgress));
    },
    describeFile: (name, source) => orGone(worker.ask((api) => api.describeFile(name, source))),
    previewAugmentation: (preview) => worker.ask((api) => api.previewAugmentation(preview)),
    recall: (timed) => worker.tell((api) => api.recall(timed)),
    experience: () => worker.ask((api) => api.experience()),
    train: (request, onEvent) => worker.once((api, living) => api.train(request, (event) => {
      // The backend has been chosen: whatever was timed for it has been.
      if (event.type === "started") void unlessGone(living.during(api.experience()).then(memory.write));
      onEvent(event);
    })),
    control: (wish) => worker.tell((api) => api.control(wish)),
    checkpoint: () => worker.tell((api) => api.checkpoint()),
    open: (bundle) => orGone((async () => {
      const answer = await open(bundle);
      if (!answer.ok) return answer;
      const { model, by } = answer.value;
      const id = `model ${(opened += 1)}`;
      models.set(id, { bundle, inner: model.id, by });
      return { ok: true, value: { ...model, id } };
    })()),
    predict: (id, cells) => asking(id, (api, inner) => api.predict(inner, cells)),
    explainPicture: (id, cells, request) => asking(id, (api, inner) => api.explainPicture(inner, cells, request)),
    predictTable: (id, dataset, onProgress) => asking(id, (api, inner) => api.predictTable(inner, dataset, onProgress)),
    evaluate: (id, dataset) => asking(id, (api, inner) => api.evaluate(inner, dataset)),
    simpleModels: (id, dataset, made) => asking(id, (api, inner) => api.simpleModels(inner, dataset, made)),
    async close(id) {
      const held = models.get(id);
      models.delete(id);
      if (held && !held.by.over) await unlessGone(held.by.during(held.by.api.close(held.inner)));
    },
    exportModel: (bundle) => orGone(worker.ask((api) => api.exportModel(bundle))),
    exportLudwig: (request) => orGone(worker.ask((api) => api.exportLudwig(request))),
    importModel: (zip) => orGone(worker.ask((api) => api.importModel(zip))),
  };
}
