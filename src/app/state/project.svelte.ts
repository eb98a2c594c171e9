import type { BackendWish } from "../../engine/acceleration/report.ts";
import type { ColumnRole } from "../../engine/api.ts";
import type { DataChange } from "../../engine/data/changes.ts";
import type { ReadOptions } from "../../ingest/dialect.ts";
import type { DataSet } from "../../ingest/data-api.ts";
import type { GivenBlobs, ProjectRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import { late } from "../messages/late.ts";
import { ChangesState } from "./changes.svelte.ts";
import { ProjectClaim } from "./claim.svelte.ts";
import { DatasetState } from "./dataset.svelte.ts";
import { Debounced } from "./debounce.ts";
import { DoctorState } from "./doctor.svelte.ts";
import { DocumentState } from "./document.svelte.ts";
import { FilesState } from "./files.svelte.ts";
import type { LibraryState } from "./library.svelte.ts";
import { ModelState } from "./model.svelte.ts";
import type { Ports } from "./ports.ts";
import type { ReadingState } from "./reading.svelte.ts";
import { RolesState, type Roles } from "./roles.svelte.ts";
import { RunsState } from "./runs.svelte.ts";
import { StartState, type Refusal } from "./start.svelte.ts";
import { stepViews, type StepView } from "./steps.ts";
import { UndoState } from "./undo.svelte.ts";

const AUTOSAVE = 400;
const SEED = 42;

export interface Chosen { readonly inputs: readonly string[]; readonly outputs: readonly string[] }

/** The open project: its data, its config, its runs, and the saving of them. Another tab may have it: then this one follows and changes nothing. */
export class ProjectState {
  readonly id: string;
  readonly dataset: DatasetState;
  readonly changes: ChangesState;
  readonly doctor: DoctorState;
  readonly document: DocumentState;
  readonly undo: UndoState;
  readonly runs: RunsState;
  readonly model: ModelState;
  readonly files: FilesState;
  readonly claim: ProjectClaim;
  readonly #roles: RolesState;
  readonly #start: StartState;
  readonly #ports: Ports;
  readonly #library: LibraryState;
  readonly #save = new Debounced(AUTOSAVE, () => void this.#write());
  /** Resolves when all that was to be written is. */
  #written: Promise<unknown> = Promise.resolve();
  #record: ProjectRecord;
  #name = $state("");
  #wish = $state<BackendWish>("auto");
  /** Versions that are being written, or wait for it. */
  #puts = $state(0);
  /** New rows are on the screen, and not yet kept. */
  #keeping = $state(false);
  #savedAt = $state<number | null>(null);

  constructor(ports: Ports, library: LibraryState, reading: ReadingState, record: ProjectRecord) {
    this.#ports = ports;
    this.#library = library;
    this.#record = record;
    this.id = record.id;
    this.#name = record.name;
    this.dataset = new DatasetState(ports, reading);
    this.changes = new ChangesState(ports, { set: () => this.dataset.set, rows: (rows, columns) => this.dataset.rows(rows, columns), become: (changes) => this.#changeData(changes), made: () => this.document.forget() });
    this.document = new DocumentState(ports, record.id, { changed: () => this.#touch(), made: () => this.changes.forget(), mayEdit: () => !this.readOnly });
    this.#roles = new RolesState(ports.engine, { dataset: this.dataset, document: this.document });
    this.undo = new UndoState({ document: this.document, changes: this.changes, toasts: ports.toasts, mayEdit: () => !this.readOnly });
    this.runs = new RunsState(ports, record.id, (work) => (this.readOnly ? this.#refuse() : work()), () => !this.readOnly);
    this.model = new ModelState(ports);
    this.files = new FilesState(ports, { id: record.id, blobs: () => this.#record.blobs, save: (files) => this.#keepFiles(files) });
    this.doctor = new DoctorState(ports, {
      document: this.document, changes: this.changes, seed: SEED,
      set: () => this.dataset.set, record: () => this.runs.record(null), bundle: (run) => this.runs.bundle(run), busy: () => this.runs.goesOn, changed: () => this.#touch(),
    });
    this.#start = new StartState({ dataset: this.dataset, document: this.document, runs: this.runs, busy: () => this.busy, written: () => this.#roles.written, saved: () => this.settle() });
    this.claim = new ProjectClaim(ports.tabs, record.id, {
      refusal: () => (this.runs.live?.goesOn ? t.tabs.trainsThere(this.#name) : ""),
      settle: () => this.settle(),
      changed: (role, asked) => void this.#changeRole(role, asked),
      refused: (reason) => ports.toasts.complain(reason || t.tabs.noAnswer),
    });
  }

  /** Another tab changes it, or this one is out of date: looking, judging and asking go on. */
  get readOnly(): boolean {
    return !this.claim.mayEdit;
  }

  get name(): string {
    return this.#name;
  }
  get saving(): boolean {
    return this.#puts > 0 || this.#keeping || this.runs.keeping;
  }
  get savedAt(): number | null {
    return this.#savedAt;
  }
  /** Why nothing outlives the tab; empty when all is kept. */
  get storageRefused(): string {
    return this.#ports.storage.why;
  }
  get wish(): BackendWish {
    return this.#wish;
  }
  /** By column of the data set, as the config has it. */
  get roles(): Roles {
    return this.#roles.all;
  }
  get hasData(): boolean {
    return this.dataset.set !== null;
  }
  /** Has the config been changed since the latest run was started, or the data? */
  get stale(): boolean {
    const run = this.runs.view(null);
    if (!run) return false;
    const record = this.runs.record(null);
    const now = this.dataset.set?.fingerprint;
    const moved = record?.id === run.id && record.status === "finished" && now !== undefined && record.model.made.dataset.fingerprint !== now;
    return moved || run.yaml !== this.document.text;
  }
  /** Why no run can be started, though the config might do; empty when one can. */
  get busy(): string {
    const { training } = this.#ports.tabs;
    if (this.readOnly) return t.tabs.readOnly;
    return training && training.project !== this.id ? t.tabs.trainsAlready(training) : "";
  }
  /** Why an interrupted run cannot go on now; empty when it can. */
  held(run: string): string {
    const record = this.runs.unfinished(run);
    if (this.busy || !record) return this.busy;
    return record.dataset === this.dataset.set?.id ? "" : this.dataset.missing ? t.errors.dataGone : late.train.interrupted.otherRows;
  }
  /** Nothing that is known keeps Train away. */
  get canTrain(): boolean {
    return this.#start.can;
  }
  /** Something would be lost if the page went now. */
  get unsaved(): boolean {
    return this.#save.waiting || this.saving;
  }
  get steps(): readonly StepView[] {
    const { inputs, outputs } = this.document.features;
    const evaluations = this.runs.evaluations(null);
    return stepViews({
      rows: this.dataset.set?.profile.rows ?? null,
      columns: this.dataset.set?.columns.length ?? 0,
      findings: this.doctor.findings.length,
      inputs: inputs.length,
      outputs: outputs.length,
      problems: this.document.errors.length,
      run: this.runs.view(null),
      stale: this.stale,
      judged: (evaluations.find(({ split }) => split === "test") ?? evaluations[0])?.rows ?? 0,
      hasModel: this.runs.records.length > 0,
    });
  }

  /** Read everything back. */
  async open(): Promise<void> {
    await this.claim.take();
    await this.#read();
    if (this.claim.follows) this.runs.follow();
  }

  /** A new project around a table that was just read. Rows and choices are kept before the engine proposes the rest. */
  async begin(set: DataSet, chosen: Chosen | null): Promise<void> {
    await this.claim.take();
    this.#record = { ...this.#record, dataset: set.id, roles: chosen ? rolesChosen(set, chosen) : {} };
    this.dataset.show(set);
    await this.#untilKept(async () => {
      await Promise.all([this.#put(() => this.#record), this.#keep(set.id)]);
      await this.#propose();
    });
  }

  /** The stored project was changed by the tab that has it. */
  async follow(record: ProjectRecord): Promise<void> {
    if (!this.claim.follows) return;
    const moved = record.dataset !== this.#record.dataset;
    this.#take(record);
    if (moved && record.dataset !== null) await this.dataset.restore(record.dataset, record.name);
    this.document.begin(record.yaml, this.dataset.profile);
  }

  /** Other rows under the same config: choices for columns of the same name stay. Those before are forgotten once these are kept and no run reads them. */
  async replaceData(set: DataSet): Promise<void> {
    if (this.readOnly) return this.#refuse();
    const old = this.#record.dataset;
    await this.#untilKept(async () => {
      await this.dataset.adopt(set);
      await this.#follow();
      await this.#keep(set.id);
      await this.#write();
    });
    const forgotten = this.runs.over.then(() => (old === null || old === this.#record.dataset || this.#library.uses(old) ? undefined : this.#ports.data.forget(old)));
    if (!this.runs.goesOn) await forgotten;
  }

  async reread(options: ReadOptions): Promise<void> {
    if (this.readOnly) return this.#refuse();
    if (await this.dataset.reread(options)) await this.#follow();
  }

  async setMissing(column: string, spellings: readonly string[]): Promise<void> {
    if (this.readOnly) return this.#refuse();
    if (await this.dataset.setMissing(column, spellings)) await this.#follow();
  }

  async #changeData(changes: readonly DataChange[]): Promise<boolean> {
    if (this.readOnly) await this.#refuse();
    else if (await this.dataset.setChanges(changes)) return this.#follow(false).then(() => true);
    return false;
  }

  setRole(column: string, role: ColumnRole["role"]): Promise<void> {
    return this.readOnly ? this.#refuse() : this.#roles.setRole(column, role);
  }

  setType(column: string, type: string): Promise<void> {
    return this.readOnly ? this.#refuse() : this.#roles.setType(column, type);
  }

  setWish(wish: BackendWish): void {
    this.#wish = wish;
  }

  async rename(name: string): Promise<void> {
    if (this.readOnly) return this.#refuse();
    this.#name = name;
    await this.#write();
  }

  /** Start a run of the config as it stands, within `around`; resolves when it has ended and is kept, or with why there is none. */
  train(around = (run: () => Promise<void>) => run()): Promise<Refusal | null> {
    return this.#start.press(async () => {
      const { set } = this.dataset;
      if (set) await around(() => this.runs.train({ yaml: this.document.text, dataset: set.id, seed: SEED, backend: this.#wish }, this.#name));
    });
  }

  /** An interrupted run goes on: from its last checkpoint, or from the beginning. */
  async resume(id: string, how: "on" | "over"): Promise<void> {
    if (this.busy) return this.#ports.toasts.complain(this.busy);
    await (how === "on" ? this.runs.resume(id, this.#name) : this.runs.startOver(id, this.#name));
  }

  /** Save what waits now, and ask for a checkpoint: the page may be about to go. */
  flush(): void {
    this.#save.flush();
    if (this.runs.live?.goesOn) void this.#ports.engine.checkpoint();
  }

  /** As `flush`, and resolves when it is saved. */
  async settle(): Promise<void> {
    this.#save.flush();
    await this.#written;
  }

  /** Leave: what waits is saved, workers forget the project, other tabs may have it. */
  async close(): Promise<void> {
    await this.settle();
    this.runs.stop();
    this.claim.release();
    await this.model.close();
    await this.doctor.close();
    await this.dataset.close();
  }

  /** Back from the browser's back/forward cache, where another tab may have changed it. */
  async wake(): Promise<void> {
    await this.claim.take();
    await this.#read();
    if (this.claim.follows) this.runs.follow();
  }

  async #read(): Promise<void> {
    const stored = await this.#ports.storage.get("project", this.id);
    this.#take(stored.ok && stored.value ? stored.value : this.#record);
    const { dataset, name, yaml } = this.#record;
    await this.runs.load();
    if (dataset !== null) await this.dataset.restore(dataset, name);
    this.document.begin(yaml, this.dataset.profile);
    if (!this.dataset.set) return;
    if (yaml === "") await this.#propose();
    else await this.#roles.recognise();
  }

  #take(record: ProjectRecord): void {
    this.#record = record;
    this.#name = record.name;
    this.#roles.recall(record.roles);
    this.#savedAt = record.changedAt;
    this.files.show();
    this.doctor.recall(record.left);
  }

  async #changeRole(role: "writer" | "follower", asked: boolean): Promise<void> {
    if (role === "follower") return this.runs.follow();
    this.#ports.toasts.say(asked ? t.tabs.hereNow(this.#name) : t.tabs.hereByItself(this.#name));
    this.runs.takeOver();
    await this.#read();
  }

  /** What the engine makes of a table about which nothing, or only the roles, has been chosen. */
  async #propose(): Promise<void> {
    const { set } = this.dataset;
    if (!set) return;
    await this.dataset.adopt(set);
    await this.#roles.propose(this.#record.roles);
    await this.#write();
  }

  async #refuse(): Promise<void> {
    this.#ports.toasts.complain(t.tabs.readOnly);
  }

  async #follow(isStep = true): Promise<void> {
    if (!this.dataset.profile) return;
    await this.#roles.follow(isStep);
    this.#touch();
  }

  #touch(): void {
    this.#save.call();
  }

  async #write(): Promise<void> {
    await this.#put(() => this.#now());
  }

  #now(): ProjectRecord {
    return { ...this.#record, dataset: this.dataset.kept ?? this.#record.dataset, name: this.#name, roles: this.roles, yaml: this.document.text, left: this.doctor.left };
  }

  /** The config's files have changed: what it says of them is looked at again. */
  async #keepFiles(files: GivenBlobs): Promise<boolean> {
    if (this.readOnly) return this.#refuse().then(() => false);
    await this.settle();
    const kept = await this.#put(() => this.#now(), files);
    if (kept) this.document.look();
    return kept;
  }

  /** One after the other: each version follows the one before, and is made when its turn comes. */
  #put(made: () => ProjectRecord, files: GivenBlobs = {}): Promise<boolean> {
    this.#puts += 1;
    const put = this.#written.then(() => this.#putNow(made(), files)).finally(() => { this.#puts -= 1; });
    this.#written = put.catch(() => undefined);
    return put;
  }

  async #putNow(record: ProjectRecord, files: GivenBlobs): Promise<boolean> {
    if (!this.claim.holds) return false;
    const base = this.#record.changedAt;
    const changedAt = Math.max(this.#ports.now(), base + 1); // two changes within one millisecond are two versions
    const draft = { ...record, changedAt };
    const kept = await this.#library.put(draft, base, files);
    if (!kept) return false;
    this.#record = { ...draft, blobs: this.#library.find(this.id)?.blobs ?? draft.blobs };
    this.#savedAt = changedAt;
    return true;
  }

  /** `work` ends when the rows are kept, and the project names them: until then the page asks before it goes. */
  async #untilKept(work: () => Promise<void>): Promise<void> {
    this.#keeping = true;
    try {
      await work();
    } finally {
      this.#keeping = false;
    }
  }

  async #keep(dataset: string): Promise<void> {
    const kept = await this.dataset.keep(dataset);
    if (!kept.ok) for (const { message } of kept.problems) this.#ports.toasts.complain(`${t.keeping.dataNotSaved(this.#name)} ${message}`);
  }
}

/** The roles that a sample comes with; types are the engine's to say. */
const rolesChosen = (set: DataSet, { inputs, outputs }: Chosen): Roles =>
  Object.fromEntries(set.columns.map(({ name }) => [name, { role: inputs.includes(name) ? "input" : outputs.includes(name) ? "output" : "off", type: "" }]));
