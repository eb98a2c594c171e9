import { withFixes } from "../../engine/advice/doctor/apply.ts";
import type { Diagnosis, Finding, Remedy } from "../../engine/advice/doctor/finding.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import { error, failure, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import type { DataSet } from "../../ingest/data-api.ts";
import type { RunRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import type { ChangesState } from "./changes.svelte.ts";
import { Debounced } from "./debounce.ts";
import type { DocumentState } from "./document.svelte.ts";
import type { Ports } from "./ports.ts";

/** What the doctor asks of the project it belongs to. */
export interface DoctorPorts {
  readonly document: DocumentState;
  readonly changes: ChangesState;
  readonly set: () => DataSet | null;
  /** The latest run that was kept: its model denies labels. */
  readonly record: () => RunRecord | null;
  readonly bundle: (record: RunRecord) => Promise<Outcome<ModelBundle>>;
  /** A run goes on: the engine has better things to do. */
  readonly busy: () => boolean;
  readonly seed: number;
  /** What the user left as it is was changed. */
  readonly changed: () => void;
}

/** A little longer than the look at the config that follows each edit. */
const QUIET = 700;

/** The doctor's findings on the data and the config as they stand: asked for anew a moment after either has changed, never while a run goes on. */
export class DoctorState {
  readonly #ports: Pick<Ports, "engine" | "toasts">;
  readonly #of: DoctorPorts;
  readonly #again = new Debounced(QUIET, () => void this.#look());
  #diagnosis = $state.raw<Diagnosis | null>(null);
  /** What the diagnosis is of; null: of nothing yet. */
  #examined = $state.raw<string | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #looking = $state.raw<string | null>(null);
  #done = $state(0);
  #left = $state.raw<readonly string[]>([]);
  #model: { readonly run: string; readonly id: string } | null = null;

  constructor(ports: Pick<Ports, "engine" | "toasts">, of: DoctorPorts) {
    this.#ports = ports;
    this.#of = of;
  }

  /** Worst first, but for those that were left as they are. */
  get findings(): readonly Finding[] {
    return this.#all.filter(({ id }) => !this.#left.includes(id));
  }
  get leftAsTheyAre(): readonly Finding[] {
    return this.#all.filter(({ id }) => this.#left.includes(id));
  }
  /** By id, of all that ever were. */
  get left(): readonly string[] {
    return this.#left;
  }
  get looked(): readonly string[] {
    return this.#diagnosis?.looked ?? [];
  }
  get rows(): number {
    return this.#diagnosis?.rows ?? 0;
  }
  /** Rows of the table: of a large one not all are looked at. */
  get of(): number {
    return this.#diagnosis?.of ?? this.rows;
  }
  /** Why the table could not be examined. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  get looking(): boolean {
    return this.#looking !== null;
  }
  /** From 0 to 1. */
  get done(): number {
    return this.#done;
  }
  /** Has anything been examined? */
  get hasLooked(): boolean {
    return this.#examined !== null;
  }
  /** The data or the config have changed since. */
  get stale(): boolean {
    return this.#examined !== this.#subject;
  }
  /** It waits for a run to end. */
  get waits(): boolean {
    return this.stale && this.#of.busy();
  }

  /** Look soon, if there is anything new to see. */
  follow(): void {
    if (this.#subject !== null && this.stale && this.#looking !== this.#subject && !this.#of.busy()) this.#again.call();
  }

  /** Look now instead of after a pause. */
  flush(): void {
    this.#again.flush();
  }

  recall(left: readonly string[]): void {
    this.#left = left;
  }
  leave({ id }: Finding): void {
    this.#left = [...this.#left.filter((other) => other !== id), id];
    this.#of.changed();
  }
  /** Show it again. */
  takeUp({ id }: Finding): void {
    this.#left = this.#left.filter((other) => other !== id);
    this.#of.changed();
  }

  /** What a button does. Edits of the config fit the text that was examined, and no other. */
  async apply(remedy: Remedy): Promise<void> {
    if (this.stale) return this.#ports.toasts.complain(t.doctor.changedSince);
    if (remedy.kind === "data") await this.#of.changes.add(...remedy.changes.map((change) => ({ why: remedy.label, ...change })));
    else this.#of.document.apply(withFixes(this.#of.document.text, remedy.fixes), remedy.label);
  }

  async close(): Promise<void> {
    const model = this.#model;
    this.#model = null;
    if (model) await this.#ports.engine.close(model.id);
  }

  get #all(): readonly Finding[] {
    return this.#diagnosis?.findings ?? [];
  }

  /** Names what there is to be examined; null: there is nothing. */
  get #subject(): string | null {
    const set = this.#of.set();
    return set && this.#of.document.text !== "" ? `${set.fingerprint}\n${this.#of.record()?.id ?? ""}\n${this.#of.document.text}` : null;
  }

  async #look(): Promise<void> {
    const [subject, set] = [this.#subject, this.#of.set()];
    if (subject === null || !set || this.#of.busy() || this.#looking === subject) return;
    const yaml = this.#of.document.text;
    this.#looking = subject;
    this.#done = 0;
    const model = await this.#openModel(set);
    const outcome = await this.#ports.engine.examine({ yaml, dataset: set.id, seed: this.#of.seed, ...(model !== null && { model }) }, (done) => { if (this.#looking === subject) this.#done = done; })
      // The data set may have been closed meanwhile.
      .catch((cause: unknown) => failure(error([], cause instanceof Error ? cause.message : String(cause))));
    if (this.#looking !== subject) return; // a later look is on its way
    this.#looking = null;
    if (this.#subject !== subject) return this.follow();
    this.#examined = subject;
    this.#problems = outcome.ok ? [] : outcome.problems;
    if (outcome.ok) this.#diagnosis = outcome.value;
  }

  /** The model of the latest run, where it learnt from the rows as they are now. */
  async #openModel({ fingerprint }: DataSet): Promise<string | null> {
    const record = this.#of.record();
    if (this.#model && this.#model.run === record?.id) return this.#model.id;
    await this.close();
    if (record?.model.made.dataset.fingerprint !== fingerprint) return null;
    const bundle = await this.#of.bundle(record);
    const opened = bundle.ok ? await this.#ports.engine.open(bundle.value) : bundle;
    if (!opened.ok) return null;
    this.#model = { run: record.id, id: opened.value.id };
    return opened.value.id;
  }
}
