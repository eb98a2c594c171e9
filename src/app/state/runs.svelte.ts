import type { TrainedRun } from "../../engine/api.ts";
import type { SimpleModels } from "../../engine/evaluation/baselines/simple.ts";
import type { SplitEvaluation } from "../../engine/evaluation/evaluation.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import type { Outcome } from "../../engine/schema/problem.ts";
import { success } from "../../engine/schema/problem.ts";
import type { Draft, RunRecord, UnfinishedRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import type { RunSummary, RunView } from "../screens/props.ts";
import { secondsPerAnswer } from "./latency.ts";
import { FollowedRun } from "./followed-run.svelte.ts";
import { bundleOf } from "./model-zip.ts";
import type { Ports } from "./ports.ts";
import { RunNotes } from "./run-notes.ts";
import { RunState, type RunRequest } from "./run.svelte.ts";
import { interruptedView, keptView } from "./run-view.ts";
import { isGoingOn } from "./steps.ts";
import { forgetUnfinished, unfinishedRuns } from "./unfinished.ts";

/** Does the work where it is allowed, and says why where it is not. */
export type Permit = (work: () => Promise<void>) => Promise<unknown>;

/** The runs of one project: those kept, those that were interrupted, and the one that goes on, here or in another tab. */
export class RunsState {
  readonly #ports: Ports;
  readonly #project: string;
  readonly #permit: Permit;
  readonly #mayWrite: () => boolean;
  readonly #followed: FollowedRun;
  #records = $state.raw<readonly RunRecord[]>([]);
  #unfinished = $state.raw<readonly UnfinishedRecord[]>([]);
  #live = $state.raw<RunState | null>(null);
  #keeping = $state(false);
  #over: Promise<unknown> = Promise.resolve();
  /** Changes to records, one after the other: each writes all of a record, as the one before has left it. */
  #changing: Promise<void> = Promise.resolve();
  #comparing = $state<string | null>(null);
  #isLeft = false;
  /** Bundles of this session, so that a model just trained needs no reading back. */
  readonly #bundles = new Map<string, ModelBundle>();

  constructor(ports: Ports, project: string, permit: Permit, mayWrite: () => boolean) {
    this.#ports = ports;
    this.#project = project;
    this.#permit = permit;
    this.#mayWrite = mayWrite;
    this.#followed = new FollowedRun(ports.tabs, project, () => (this.#live?.goesOn ? this.#live.view : null));
  }

  /** Runs that are not in the bin, the latest first. */
  get records(): readonly RunRecord[] {
    return this.#records.filter((run) => run.deletedAt === null);
  }

  /** The run of this session, whether it goes on or has ended; null when there was none or its record was deleted. */
  get live(): RunState | null {
    return this.#live;
  }

  /** Settles when the run of this session has ended: until then it may read the rows that it began with. */
  get over(): Promise<unknown> {
    return this.#over;
  }

  unfinished(id: string): UnfinishedRecord | undefined {
    return this.#unfinished.find((run) => run.id === id);
  }

  /** A run goes on, here or in the tab that is followed. */
  get goesOn(): boolean {
    return (this.#live?.goesOn ?? false) || isGoingOn(this.#followed.view);
  }

  /** A run has ended and is being saved: were the page to go now, it would be taken for interrupted. */
  get keeping(): boolean {
    return this.#keeping;
  }

  get summaries(): readonly RunSummary[] {
    const kept: readonly RunSummary[] = this.records.map(({ id, name, createdAt }) => ({ id, name, at: new Date(createdAt).toISOString(), status: "finished" }));
    if (!this.#live || this.records.some(({ id }) => id === this.#live?.request.id)) return kept;
    const { view, startedAt } = this.#live;
    const status = view.status === "failed" || view.status === "interrupted" ? view.status : "running";
    return [{ id: view.id, name: view.name, at: new Date(startedAt).toISOString(), status }, ...kept];
  }

  /** The run of that id, or the latest when null. */
  view(id: string | null): RunView | null {
    const followed = this.#followed.view;
    if (followed && (id === null || id === followed.id)) return followed;
    if (this.#live && (id === null || id === this.#live.request.id)) return { ...this.#live.view, name: this.#named(this.#live.request.id) ?? this.#live.request.name };
    const open = id === null ? this.#waiting[0] : this.#waiting.find((run) => run.id === id);
    const record = this.record(id);
    if (open && (!record || open.createdAt > record.createdAt)) return interruptedView(open);
    return record ? keptView(record) : null;
  }

  evaluations(id: string | null): readonly SplitEvaluation[] {
    return this.record(id)?.evaluations ?? [];
  }

  /** The kept run of that id, or the latest one when null. */
  record(id: string | null): RunRecord | null {
    return (id === null ? this.records[0] : this.records.find((run) => run.id === id)) ?? null;
  }

  async load(): Promise<void> {
    const { records, problems } = await this.#ports.storage.list("run");
    this.#records = records.filter((run) => run.project === this.#project).sort((a, b) => b.createdAt - a.createdAt);
    for (const problem of problems) this.#ports.toasts.complain(problem.message);
    await this.#loadUnfinished();
    if (this.#records.some(({ id }) => id === this.#followed.view?.id)) this.#followed.forget();
  }

  /** See what another tab trains. */
  follow(): void {
    this.#followed.ask();
  }

  /** This tab is the one that writes now: what the other trained has ended with it. */
  takeOver(): void {
    this.#followed.forget();
  }

  /** The project is left: what was asked for it is not waited for. */
  stop(): void {
    this.#isLeft = true;
    this.#followed.stop();
  }

  nextName(): string {
    return t.library.runName(this.#records.length + this.#unfinished.length + 1);
  }

  /** Train; the finished run is kept. Resolves when both are done. */
  train(request: Omit<RunRequest, "id" | "name">, projectName: string): Promise<void> {
    return this.#go({ ...request, id: this.#ports.newId(), name: this.nextName() }, this.#ports.now(), null, projectName);
  }

  /** On from the last checkpoint of an interrupted run. */
  async resume(id: string, projectName: string): Promise<void> {
    const record = this.#unfinished.find((run) => run.id === id);
    if (record) await this.#go(requestOf(record), record.createdAt, this.view(id) ?? interruptedView(record), projectName);
  }

  /** The same run, from its beginning. */
  async startOver(id: string, projectName: string): Promise<void> {
    const record = this.#unfinished.find((run) => run.id === id);
    if (!record) return;
    await this.#ports.storage.remove("checkpoint", id);
    await this.#go(requestOf(record), this.#ports.now(), null, projectName);
  }

  /** Give an interrupted run up. */
  async discard(id: string): Promise<void> {
    await this.#permit(async () => {
      await forgetUnfinished(this.#ports.storage, id);
      if (this.#live?.request.id === id) this.#live = null;
      await this.#loadUnfinished();
    });
  }

  /** A model that came as a file. */
  async adopt(bundle: ModelBundle, name: string): Promise<Outcome<RunRecord>> {
    const { plan, backend } = bundle.made;
    const { weights, ...model } = bundle;
    return this.#put({ id: this.#ports.newId(), project: this.#project, name, createdAt: this.#ports.now(), deletedAt: null, yaml: bundle.yaml, seed: plan.seed, status: "imported", plan, rounds: [], reason: null, backend, evaluations: [], ...UNSEEN, model: { ...model, weights: { specs: weights.specs } } }, weights.data);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#permit(() => this.#change(id, { name }));
  }

  async annotate(id: string, words: Partial<Pick<RunRecord, "note" | "starred">>): Promise<void> {
    await this.#permit(() => this.#change(id, words));
  }

  async remove(id: string): Promise<void> {
    await this.#permit(async () => {
      await this.#change(id, { deletedAt: this.#ports.now() });
      if (this.#live?.request.id === id && !this.goesOn) this.#live = null;
    });
  }

  async restore(id: string): Promise<void> {
    await this.#permit(() => this.#change(id, { deletedAt: null }));
  }

  /** The test part of a run is looked at. */
  async lookAtTest(id: string): Promise<void> {
    await this.#note(id, ({ testViews }) => ({ testViews: testViews + 1 }));
  }

  /** Simple models beside a run's, on the rows it was made with; kept with the run. */
  async trainSimple(id: string, ask: () => Promise<Outcome<SimpleModels>>): Promise<void> {
    if (this.#comparing !== null) return;
    this.#comparing = id;
    try {
      const simple = await ask().catch((cause: unknown) => {
        if (this.#isLeft) return null; // its rows were closed with it: they are compared when the run is looked at again
        throw cause;
      });
      if (simple === null) return;
      if (simple.ok) await this.#note(id, () => ({ simple: simple.value }));
      else for (const { message } of simple.problems) this.#ports.toasts.complain(message);
    } finally {
      this.#comparing = null;
    }
  }
  /** The run beside which simple models are being trained. */
  get comparing(): string | null {
    return this.#comparing;
  }

  /** The whole model of a kept run, weights and all. */
  async bundle(record: RunRecord): Promise<Outcome<ModelBundle>> {
    const kept = this.#bundles.get(record.id);
    if (kept) return success(kept);
    const data = await this.#ports.storage.blob(record, "weights");
    return data.ok ? success(bundleOf(record, data.value)) : data;
  }

  /** Seconds that one answer of a kept run takes on this machine; null when it cannot be had, which is told. */
  async measure(id: string): Promise<number | null> {
    const record = this.record(id);
    const bundle = record && (await this.bundle(record));
    const seconds = bundle?.ok ? await secondsPerAnswer(this.#ports.engine, bundle.value) : bundle;
    if (seconds && !seconds.ok) for (const { message } of seconds.problems) this.#ports.toasts.complain(message);
    return seconds?.ok ? seconds.value : null;
  }

  /** Interrupted runs that are not at work again. */
  get #waiting(): readonly UnfinishedRecord[] {
    const busy = this.#live?.goesOn ? this.#live.request.id : this.#followed.view?.id;
    return this.#unfinished.filter(({ id }) => id !== busy);
  }

  async #go(request: RunRequest, startedAt: number, before: RunView | null, projectName: string): Promise<void> {
    const { tabs, toasts } = this.#ports;
    if (this.goesOn) return;
    const going = tabs.train({ project: this.#project, projectName, runName: request.name }, async () => {
      const notes = new RunNotes(this.#ports, { ...request, project: this.#project, createdAt: startedAt });
      const run = new RunState(this.#ports, this.#project, request, startedAt, before, (event, view) => {
        tabs.say({ kind: "event", project: this.#project, run: request.id, event });
        if (event.type === "checkpoint" && event.kept) notes.seen(view);
      });
      this.#live = run;
      this.#followed.tell(run.view);
      await notes.begin(before);
      const trained = await run.train();
      const over = trained ? await this.#keep(run, trained) : run.view.status === "failed";
      await notes.end(over);
      await this.#loadUnfinished();
      this.#followed.tell(over ? null : run.view);
    });
    this.#over = going.catch(() => undefined);
    const went = await going;
    if (!went) toasts.complain(t.tabs.trainsAlready(tabs.training));
  }

  async #loadUnfinished(): Promise<void> {
    this.#unfinished = (await unfinishedRuns(this.#ports.storage)).filter(({ project }) => project === this.#project);
  }

  /** False when it could not be kept. */
  async #keep(run: RunState, trained: TrainedRun): Promise<boolean> {
    const { weights, ...model } = trained.bundle;
    this.#bundles.set(run.request.id, trained.bundle);
    const { id, name, yaml, seed } = run.request;
    const draft: Draft<"run"> = { id, project: this.#project, name, createdAt: run.startedAt, deletedAt: null, yaml, seed, status: "finished", plan: trained.bundle.made.plan, rounds: trained.rounds, reason: trained.reason, backend: trained.backend, evaluations: trained.evaluations, ...UNSEEN, model: { ...model, weights: { specs: weights.specs } } };
    this.#keeping = true;
    const outcome = await this.#put(draft, weights.data).finally(() => (this.#keeping = false));
    // The run is real though it could not be kept: it stays usable until the tab is closed, and can be resumed after that.
    if (!outcome.ok) this.#records = [{ ...draft, format: 0, blobs: {} }, ...this.#records];
    return outcome.ok;
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

  #change(id: string, change: Partial<RunRecord>): Promise<void> {
    const done = this.#changing.then(async () => {
      const record = this.#records.find((run) => run.id === id);
      if (record) await this.#put({ ...record, ...change });
    });
    this.#changing = done.catch(() => undefined);
    return done;
  }

  /** Something that is learnt of a run by looking at it: a tab that may not write shows it all the same. */
  async #note(id: string, of: (record: RunRecord) => Partial<Pick<RunRecord, "simple" | "testViews">>): Promise<void> {
    const record = this.#records.find((run) => run.id === id);
    if (!record) return;
    const change = of(record);
    this.#records = this.#records.map((run) => (run.id === id ? { ...run, ...change } : run));
    if (this.#mayWrite() && record.format > 0) await this.#change(id, change); // one that could not be kept has no weights there
  }

  #named(id: string): string | undefined {
    return this.#records.find((run) => run.id === id)?.name;
  }
}

/** What its maker adds to a run later. */
const UNSEEN = { simple: null, testViews: 0, note: "", starred: false } as const;

const requestOf = ({ id, name, yaml, dataset, seed, backend }: UnfinishedRecord): RunRequest => ({ id, name, yaml, dataset, seed, backend });
