import type { CurrentBackend } from "../acceleration/current.ts";
import type { OpenModel } from "../api.ts";
import type { ModelBundle } from "../model/bundle.ts";
import { restoreModel, type LiveModel } from "../model/restore.ts";
import { success, type Outcome } from "../schema/problem.ts";

/** The models that were opened. They outlive a change of backend: what was stored is made live again when it is next asked. */
export interface OpenModels {
  open(bundle: ModelBundle): Promise<Outcome<OpenModel>>;
  /** Something asked of a model while its backend holds still. An id that is not open is a bug of the caller. */
  ask<T>(id: string, question: (model: LiveModel) => Promise<T>): Promise<Outcome<T>>;
  close(id: string): void;
  /** Frees the device; called before the backend changes. */
  suspend(): void;
}

export function openModels(backend: () => CurrentBackend, isTraining: () => boolean): OpenModels {
  const known = new Map<string, { readonly bundle: ModelBundle; live: LiveModel | null }>();
  let count = 0;

  /** A model answers where it was trained, so that it answers the same; while a run goes on, where that run is. */
  const ready = async ({ made }: ModelBundle): Promise<void> => {
    const busy = isTraining() ? await backend().settled() : null;
    if (!busy || busy.health.failure !== null) await backend().use(made.backend.chosen);
  };
  const revive = (model: { readonly bundle: ModelBundle; live: LiveModel | null }): Outcome<LiveModel> => {
    if (model.live) return success(model.live);
    const revived = restoreModel(model.bundle);
    if (revived.ok) model.live = revived.value;
    return revived;
  };
  return {
    async open(bundle) {
      await ready(bundle);
      const model = { bundle, live: null };
      const revived = revive(model);
      if (!revived.ok) return revived;
      const id = `model ${++count}`;
      known.set(id, model);
      return success({ id, ...describe(revived.value) });
    },
    async ask(id, question) {
      const model = known.get(id);
      if (!model) throw new Error(`internal: no model '${id}' is open`);
      await ready(model.bundle);
      return backend().during(async () => {
        const revived = revive(model);
        return revived.ok ? success(await question(revived.value)) : revived;
      });
    },
    close(id) {
      known.get(id)?.live?.built.model.dispose();
      known.delete(id);
    },
    suspend() {
      for (const model of known.values()) {
        model.live?.built.model.dispose();
        model.live = null;
      }
    },
  };
}

const describe = ({ inputs, outputs }: LiveModel): Omit<OpenModel, "id"> => ({
  inputs: inputs.map(({ name, column, type, control }) => ({ name, column, type, control })),
  outputs: outputs.map((output) => ({ name: output.name, type: output.type, labels: labelsOf(output.predict(output.baseline, 1)) })),
});

const labelsOf = (predictions: ReturnType<LiveModel["outputs"][number]["predict"]>): readonly string[] =>
  predictions.kind === "number" ? [] : predictions.labels;
