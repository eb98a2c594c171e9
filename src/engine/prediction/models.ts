import { words } from "../../messages/en/model.ts";
import type { RunningBackend } from "../acceleration/backends.ts";
import type { CurrentBackend } from "../acceleration/current.ts";
import { deviceReason, type GivenUp } from "../acceleration/health.ts";
import { ladder } from "../acceleration/ladder.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import type { OpenModel } from "../api.ts";
import { bringParts } from "../features/outside-facts.ts";
import type { ModelBundle } from "../model/bundle.ts";
import { restoreModel, type LiveModel } from "../model/restore.ts";
import { forwardPasses, type ForwardPasses } from "./forward.ts";
import { streamReader } from "./source.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";

/** A live model with the forward passes that were recorded of it; both go with the backend. */
export interface AnsweringModel extends LiveModel { readonly passes: ForwardPasses }

/** The models that were opened. They outlive a change of backend: what was stored is made live again when it is next asked. */
export interface OpenModels {
  open(bundle: ModelBundle): Promise<Outcome<OpenModel>>;
  /**
   * Something asked of a model while its backend holds still, and asked anew on another where the device fails. An id that is not
   * open is a bug of the caller.
   */
  ask<T>(id: string, question: (model: AnsweringModel) => Promise<T>): Promise<Outcome<T>>;
  /** What an open model was made from. */
  bundle(id: string): ModelBundle | undefined;
  close(id: string): void;
  /** Frees the device; called before the backend changes. */
  suspend(): void;
}

export function openModels(backend: () => CurrentBackend, isTraining: () => boolean): OpenModels {
  const known = new Map<string, Opened>();
  let count = 0;

  /** A model answers where it was trained, so that it answers the same; while a run goes on, where that run is. */
  const ready = async ({ made, facts }: ModelBundle, givenUp?: GivenUp): Promise<RunningBackend> => {
    await bringParts(facts.inputs);
    return isTraining() ? backend().useAny(made.backend.chosen) : backend().use(made.backend.chosen, givenUp);
  };
  const revive = (model: Opened, { repeater }: RunningBackend): Outcome<AnsweringModel> => {
    if (model.live) return success(model.live);
    const revived = restoreModel(model.bundle);
    if (!revived.ok) return revived;
    const live = answering(revived.value, repeater);
    model.live = live;
    return success(live);
  };
  return {
    async open(bundle) {
      const model: Opened = { bundle, live: null };
      const revived = revive(model, await ready(bundle));
      if (!revived.ok) return revived;
      const id = `model ${++count}`;
      known.set(id, model);
      return success({ id, ...describe(revived.value) });
    },
    async ask(id, question) {
      const model = known.get(id);
      if (!model) throw new Error(`internal: no model '${id}' is open`);
      const backends = ladder(() => performance.now());
      for (;;) {
        const running = await ready(model.bundle, backends.givenUp);
        const { health, report } = running;
        try {
          return await backend().during(async () => {
            const revived = revive(model, running);
            if (!revived.ok) return revived;
            const answer = await question(revived.value);
            await health.verify();
            return success(answer);
          });
        } catch (cause) {
          const reason = deviceReason(cause, health);
          if (reason === null) throw cause;
          if (!backends.fail(report.chosen, reason)) return failure(error([], words.noAnswer(reason)));
        }
      }
    },
    bundle: (id) => known.get(id)?.bundle,
    close(id) {
      free(known.get(id));
      known.delete(id);
    },
    suspend() {
      known.forEach(free);
    },
  };
}

interface Opened { readonly bundle: ModelBundle; live: AnsweringModel | null }

function free(model: Opened | undefined): void {
  if (!model?.live) return;
  model.live.passes.dispose();
  model.live.built.model.dispose();
  model.live = null;
}

function answering(live: LiveModel, repeater: Repeater): AnsweringModel {
  const { model, inputParts } = live.built;
  const columns = inputParts.map(({ feature, part }) => live.inputs.find(({ name }) => name === feature)!.parts[part]!); // it was built of them
  return { ...live, passes: forwardPasses(model, streamReader(columns), repeater) };
}

const describe = ({ inputs, outputs }: LiveModel): Omit<OpenModel, "id"> => ({
  inputs: inputs.map(({ name, column, type, control }) => ({ name, column, type, control })),
  outputs: outputs.map((output) => ({ name: output.name, type: output.type, labels: labelsOf(output.predict(output.baseline, 1)) })),
});

const labelsOf = (predictions: ReturnType<LiveModel["outputs"][number]["predict"]>): readonly string[] =>
  "labels" in predictions ? predictions.labels : [];
