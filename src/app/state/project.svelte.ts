import type { BackendWish } from "../../engine/acceleration/report.ts";
import type { ColumnRole } from "../../engine/api.ts";
import type { ReadOptions } from "../../ingest/dialect.ts";
import type { DataSet } from "../../ingest/data-api.ts";
import type { ProjectRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import { DatasetState } from "./dataset.svelte.ts";
import { Debounced } from "./debounce.ts";
import { DocumentState } from "./document.svelte.ts";
import { rolesOf } from "./features.ts";
import type { LibraryState } from "./library.svelte.ts";
import { ModelState } from "./model.svelte.ts";
import type { Ports } from "./ports.ts";
import type { ReadingState } from "./reading.svelte.ts";
import { editRole } from "./role-edit.ts";
import { RunsState } from "./runs.svelte.ts";
import { stepViews, type StepView } from "./steps.ts";

type Roles = Readonly<Record<string, ColumnRole>>;
const AUTOSAVE = 400;
const SEED = 42;

/** The open project: its data, its config, its runs, and the saving of them. */
export class ProjectState {
  readonly id: string;
  readonly dataset: DatasetState;
  readonly document: DocumentState;
  readonly runs: RunsState;
  readonly model: ModelState;
  readonly #ports: Ports;
  readonly #library: LibraryState;
  readonly #save = new Debounced(AUTOSAVE, () => (this.#written = this.#write()));
  #written: Promise<void> = Promise.resolve();
  #record: ProjectRecord;
  #name = $state("");
  /** What the user called a column's type while it was off; a config names only the types of its features. */
  #types = $state.raw<Readonly<Record<string, string>>>({});
  /** The last text that `starter` wrote: as long as the user has not changed it, it may be written anew. */
  #starter = "";
  #wish = $state<BackendWish>("auto");
  #saving = $state(false);
  #savedAt = $state<number | null>(null);
  #roleChange: Promise<void> = Promise.resolve();

  constructor(ports: Ports, library: LibraryState, reading: ReadingState, record: ProjectRecord) {
    this.#ports = ports;
    this.#library = library;
    this.#record = record;
    this.id = record.id;
    this.#name = record.name;
    this.dataset = new DatasetState(ports, reading);
    this.document = new DocumentState(ports, () => this.#touch());
    this.runs = new RunsState(ports, record.id);
    this.model = new ModelState(ports);
  }

  get name(): string {
    return this.#name;
  }
  get saving(): boolean {
    return this.#saving;
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
    const columns = this.dataset.verdicts.map(({ column, type }) => ({ name: column, type: Object.hasOwn(this.#types, column) ? this.#types[column]! : type }));
    return rolesOf(this.document.features, columns);
  }
  get hasData(): boolean {
    return this.dataset.set !== null;
  }
  /** Has the config been changed since the latest run was started? */
  get stale(): boolean {
    const run = this.runs.view(null);
    return run !== null && run.yaml !== this.document.text;
  }
  /** Nothing keeps Train away. */
  get canTrain(): boolean {
    const { inputs, outputs } = this.document.features;
    return this.hasData && inputs.length > 0 && outputs.length > 0 && this.document.errors.length === 0 && !this.runs.goesOn;
  }
  get steps(): readonly StepView[] {
    const { inputs, outputs } = this.document.features;
    const evaluations = this.runs.evaluations(null);
    return stepViews({
      rows: this.dataset.set?.profile.rows ?? null,
      columns: this.dataset.set?.columns.length ?? 0,
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
    const { dataset, name, yaml, roles, changedAt } = this.#record;
    this.#types = Object.fromEntries(Object.entries(roles).map(([column, { type }]) => [column, type]));
    this.#savedAt = changedAt;
    await this.runs.load();
    if (dataset !== null) await this.dataset.restore(dataset, name);
    this.document.begin(yaml, this.dataset.profile);
    if (this.dataset.set) this.#starter = await this.#starterFor(this.roles);
  }

  /** A new project around a table that was just read. */
  async begin(set: DataSet, chosen: { readonly inputs: readonly string[]; readonly outputs: readonly string[] } | null): Promise<void> {
    await this.dataset.adopt(set);
    const roleOf = (column: string) => (chosen?.inputs.includes(column) ? "input" : chosen?.outputs.includes(column) ? "output" : "off");
    const roles = Object.fromEntries(this.dataset.verdicts.map(({ column, type, suggested }): [string, ColumnRole] => [column, { role: chosen ? roleOf(column) : suggested, type }]));
    this.#starter = await this.#starterFor(roles);
    this.document.begin(this.#starter, this.dataset.profile);
    this.#record = { ...this.#record, dataset: set.id };
    await Promise.all([this.#write(), this.#keep(set.id)]);
  }

  /** Other rows under the same config: choices for columns of the same name stay. */
  async replaceData(set: DataSet): Promise<void> {
    const old = this.#record.dataset;
    await this.dataset.adopt(set);
    this.#record = { ...this.#record, dataset: set.id };
    await this.#follow();
    await this.#keep(set.id);
    await this.#write();
    if (old !== null && old !== set.id && !this.#library.uses(old)) await this.#ports.data.forget(old);
  }

  async reread(options: ReadOptions): Promise<void> {
    if (await this.dataset.reread(options)) await this.#follow();
  }

  async setMissing(column: string, spellings: readonly string[]): Promise<void> {
    if (await this.dataset.setMissing(column, spellings)) await this.#follow();
  }

  setRole(column: string, role: ColumnRole["role"]): Promise<void> {
    const type = this.roles[column]?.type ?? "";
    return this.#change(column, { role, type }, t.data.roleChanged(column, t.data.role[role]));
  }

  setType(column: string, type: string): Promise<void> {
    const role = this.roles[column]?.role ?? "off";
    this.#types = { ...this.#types, [column]: type };
    return this.#change(column, { role, type }, t.data.retyped(column, type));
  }

  setWish(wish: BackendWish): void {
    this.#wish = wish;
  }

  async rename(name: string): Promise<void> {
    this.#name = name;
    await this.#write();
  }

  /** Start a run of the config as it stands; resolves when it has ended and is kept. */
  async train(): Promise<void> {
    const { set } = this.dataset;
    if (!set || !this.canTrain) return;
    this.#save.flush();
    await this.runs.train({ yaml: this.document.text, dataset: set.id, seed: SEED, backend: this.#wish });
  }

  /** Save what waits now: the page may be about to go. */
  flush(): void {
    this.#save.flush();
  }

  /** As `flush`, and resolves when it is saved. */
  async settle(): Promise<void> {
    this.#save.flush();
    await this.#written;
  }

  /** Leave: what waits is saved, workers forget the project. A run that goes on goes on. */
  async close(): Promise<void> {
    if (this.#save.waiting) {
      this.#save.cancel();
      await this.#write();
    }
    await this.model.close();
    if (!this.runs.goesOn) await this.dataset.close();
  }

  /** One after the other, so that quick clicks do not overtake each other. */
  #change(column: string, next: ColumnRole, label: string): Promise<void> {
    this.#roleChange = this.#roleChange.then(async () => {
      const roles = { ...this.roles, [column]: next };
      const untouched = this.document.text === this.#starter;
      const starter = await this.#starterFor(roles);
      const order = this.dataset.verdicts.map((verdict) => verdict.column);
      if (untouched) this.document.edit(starter, label);
      else this.document.apply(editRole(this.document.text, starter, order, column, next.role), label);
      this.#starter = starter;
    });
    return this.#roleChange;
  }

  /** The data have changed: the text follows as long as it is our own, and is looked at again. */
  async #follow(): Promise<void> {
    const { profile } = this.dataset;
    if (!profile) return;
    const untouched = this.document.text === this.#starter;
    this.document.setProfile(profile);
    this.#starter = await this.#starterFor(this.roles);
    if (untouched) this.document.edit(this.#starter, t.data.readAs);
    this.#touch();
  }

  async #starterFor(roles: Roles): Promise<string> {
    const { profile } = this.dataset;
    return profile ? this.#ports.engine.starter(profile, roles) : "";
  }

  #touch(): void {
    this.#save.call();
  }

  async #write(): Promise<void> {
    this.#saving = true;
    const now = this.#ports.now();
    const draft = { ...this.#record, name: this.#name, changedAt: now, roles: this.roles, yaml: this.document.text };
    const kept = await this.#library.put(draft);
    if (kept) {
      this.#record = draft;
      this.#savedAt = now;
    }
    this.#saving = false;
  }

  async #keep(dataset: string): Promise<void> {
    const kept = await this.#ports.data.keep(dataset);
    if (!kept.ok) for (const { message } of kept.problems) this.#ports.toasts.complain(`${t.keeping.dataNotSaved(this.#name)} ${message}`);
  }
}
