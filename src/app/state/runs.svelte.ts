import type { TrainedRun } from "../../engine/api.ts";
import type { SplitEvaluation } from "../../engine/evaluation/evaluation.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import type { Outcome } from "../../engine/schema/problem.ts";
import { success } from "../../engine/schema/problem.ts";
import type { Draft, RunRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import type { RunSummary, RunView } from "../screens/props.ts";
import { readFeatures } from "./features.ts";
import type { Ports } from "./ports.ts";
import { RunState, type RunRequest } from "./run.svelte.ts";

/** The runs of one project: those kept, and the one that goes on. */
export class RunsState {
  readonly #ports: Ports;
  readonly #project: string;
  #records = $state.raw<readonly RunRecord[]>([]);
  #live = $state.raw<RunState | null>(null);
  /** Bundles of this session, so that a model just trained needs no reading back. */
  readonly #bundles = new Map<string, ModelBundle>();

  constructor(ports: Ports, project: string) {
    this.#ports = ports;
    this.#project = project;
  }

  /** Runs that are not in the bin, the latest first. */
  get records(): readonly RunRecord[] {
    return this.#records.filter((run) => run.deletedAt === null);
  }

  /** The run of this session, whether it goes on or has ended; null when there was none or its record was deleted. */
  get live(): RunState | null {
    return this.#live;
  }

  get goesOn(): boolean {
    const status = this.#live?.view.status;
    return status !== undefined && status !== "finished" && status !== "failed";
  }

  get summaries(): readonly RunSummary[] {
    const kept: readonly RunSummary[] = this.records.map(({ id, name, createdAt }) => ({ id, name, at: new Date(createdAt).toISOString(), status: "finished" }));
    if (!this.#live || this.records.some(({ id }) => id === this.#live?.request.id)) return kept;
    const { view, startedAt } = this.#live;
    const status = view.status === "failed" ? "failed" : "running";
    return [{ id: view.id, name: view.name, at: new Date(startedAt).toISOString(), status }, ...kept];
  }

  /** The run of that id, or the latest when null. */
  view(id: string | null): RunView | null {
    if (this.#live && (id === null || id === this.#live.request.id)) return { ...this.#live.view, name: this.#named(this.#live.request.id) ?? this.#live.request.name };
    const record = id === null ? this.records[0] : this.records.find((run) => run.id === id);
    return record ? viewOf(record) : null;
  }

  evaluations(id: string | null): readonly SplitEvaluation[] {
    const record = this.record(id);
    return record?.evaluations ?? [];
  }

  /** The kept run of that id, or the latest one when null. */
  record(id: string | null): RunRecord | null {
    return (id === null ? this.records[0] : this.records.find((run) => run.id === id)) ?? null;
  }

  async load(): Promise<void> {
    const { records, problems } = await this.#ports.storage.list("run");
    this.#records = records.filter((run) => run.project === this.#project).sort((a, b) => b.createdAt - a.createdAt);
    for (const problem of problems) this.#ports.toasts.complain(problem.message);
  }

  nextName(): string {
    return t.library.runName(this.#records.length + 1);
  }

  /** Train; the finished run is kept. Resolves when both are done. */
  async train(request: Omit<RunRequest, "id" | "name">): Promise<void> {
    if (this.goesOn) return;
    const run = new RunState(this.#ports, { ...request, id: this.#ports.newId(), name: this.nextName() });
    this.#live = run;
    const trained = await run.train();
    if (trained) await this.#keep(run, trained);
  }

  /** A model that came as a file. */
  async adopt(bundle: ModelBundle, name: string): Promise<Outcome<RunRecord>> {
    const { plan, backend } = bundle.made;
    const { weights, ...model } = bundle;
    return this.#put({ id: this.#ports.newId(), project: this.#project, name, createdAt: this.#ports.now(), deletedAt: null, yaml: bundle.yaml, seed: plan.seed, status: "imported", plan, rounds: [], reason: null, backend, evaluations: [], model: { ...model, weights: { specs: weights.specs } } }, weights.data);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name });
  }

  async remove(id: string): Promise<void> {
    await this.#change(id, { deletedAt: this.#ports.now() });
    if (this.#live?.request.id === id && !this.goesOn) this.#live = null;
  }

  async restore(id: string): Promise<void> {
    await this.#change(id, { deletedAt: null });
  }

  /** The whole model of a kept run, weights and all. */
  async bundle(record: RunRecord): Promise<Outcome<ModelBundle>> {
    const kept = this.#bundles.get(record.id);
    if (kept) return success(kept);
    const data = await this.#ports.storage.blob(record, "weights");
    return data.ok ? success({ ...record.model, weights: { specs: record.model.weights.specs, data: data.value } }) : data;
  }

  async #keep(run: RunState, trained: TrainedRun): Promise<void> {
    const { weights, ...model } = trained.bundle;
    this.#bundles.set(run.request.id, trained.bundle);
    const { id, name, yaml, seed } = run.request;
    const draft: Draft<"run"> = { id, project: this.#project, name, createdAt: run.startedAt, deletedAt: null, yaml, seed, status: "finished", plan: trained.bundle.made.plan, rounds: trained.rounds, reason: trained.reason, backend: trained.backend, evaluations: trained.evaluations, model: { ...model, weights: { specs: weights.specs } } };
    const outcome = await this.#put(draft, weights.data);
    if (outcome.ok) return;
    // The run is real though it could not be kept: it stays usable until the tab is closed.
    this.#records = [{ ...draft, format: 0, blobs: {} }, ...this.#records];
  }

  async #put(draft: Draft<"run">, weights?: Uint8Array): Promise<Outcome<RunRecord>> {
    const outcome = await this.#ports.storage.put("run", draft, weights ? { weights } : {});
    if (outcome.ok) this.#records = [outcome.value, ...this.#records.filter(({ id }) => id !== draft.id)].sort((a, b) => b.createdAt - a.createdAt);
    else for (const { message } of outcome.problems) this.#ports.toasts.complain(`${t.keeping.modelNotSaved(draft.name)} ${message}`, this.#instead(draft, weights));
    if (outcome.ok && weights) void this.#ports.keeping.modelSaved();
    return outcome;
  }

  /** A model that could not be saved can still be taken along as a file. */
  #instead({ name, model }: Draft<"run">, data: Uint8Array | undefined) {
    if (!data) return null;
    return { label: t.keeping.insteadModel, run: () => void this.#download(name, { ...model, weights: { specs: model.weights.specs, data } }) };
  }

  async #download(name: string, bundle: ModelBundle): Promise<void> {
    const zip = await this.#ports.engine.exportModel(bundle);
    if (zip.ok) this.#ports.save(new Blob([new Uint8Array(zip.value)], { type: "application/zip" }), t.keeping.modelFile(name));
    else for (const { message } of zip.problems) this.#ports.toasts.complain(message);
  }

  async #change(id: string, change: Partial<Pick<RunRecord, "name" | "deletedAt">>): Promise<void> {
    const record = this.#records.find((run) => run.id === id);
    if (record) await this.#put({ ...record, ...change });
  }

  #named(id: string): string | undefined {
    return this.#records.find((run) => run.id === id)?.name;
  }
}

function viewOf(record: RunRecord): RunView {
  const { id, name, yaml, plan, backend, rounds, reason, model } = record;
  const outputs = (readFeatures(yaml)?.outputs ?? []).map((output) => ({ name: output.name, type: output.type }));
  return { id, name, status: "finished", yaml, plan, backend, rounds, progress: null, notes: [], problems: [], reason, bestRound: model.made.bestRound, outputs };
}
