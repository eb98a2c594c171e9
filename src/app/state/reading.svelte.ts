import type { DataChange } from "../../engine/data/changes.ts";
import type { Outcome, Problem } from "../../engine/schema/problem.ts";
import type { DataSet, DataSource, Progress } from "../../ingest/data-api.ts";
import type { ReadOptions } from "../../ingest/dialect.ts";
import type { Ports } from "./ports.ts";

/** In milliseconds: nobody waits for what takes less. */
const AT_ONCE = 300;

/** A file while it is read: how far it is, cancel, and why it failed. One at a time. */
export class ReadingState {
  readonly #ports: Ports;
  #id: string | null = null;
  #name = $state<string | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #failed = $state("");
  #cancelled = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** The file that is being read; null when none is. */
  get name(): string | null {
    return this.#name;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  /** Why the last file could not be read, until the next one or `dismiss`. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  /** The name of the file the problems are about. */
  get failed(): string {
    return this.#failed;
  }

  /** Null when it failed or was cancelled. `like` is the data set whose choices by column are kept. */
  read(id: string, name: string, source: DataSource, like?: string): Promise<DataSet | null> {
    return this.#watch(id, name, (onProgress) => this.#ports.data.open(id, source, {}, onProgress, like));
  }

  reread(id: string, name: string, options: ReadOptions): Promise<DataSet | null> {
    return this.#watch(id, name, (onProgress) => this.#ports.data.reread(id, options, onProgress));
  }

  restore(id: string, name: string): Promise<DataSet | null> {
    return this.#watch(id, name, (onProgress) => this.#ports.data.restore(id, onProgress));
  }

  /** Seen only when it takes a while; null when it was cancelled, which needs no word. */
  async change(set: Pick<DataSet, "id" | "name">, changes: readonly DataChange[]): Promise<Outcome<DataSet> | null> {
    if (this.#id !== null) return this.#ports.data.setChanges(set.id, changes);
    const from = this.#ports.now();
    this.#id = set.id;
    this.#cancelled = false;
    const outcome = await this.#ports.data.setChanges(set.id, changes, (progress) => {
      if (this.#id !== set.id || this.#ports.now() - from < AT_ONCE) return;
      this.#name = set.name;
      this.#progress = progress;
    });
    if (this.#id === set.id) this.#rest();
    return this.#cancelled && !outcome.ok ? null : outcome;
  }

  async cancel(): Promise<void> {
    this.#cancelled = true;
    if (this.#id !== null) await this.#ports.data.cancel(this.#id);
  }

  dismiss(): void {
    this.#problems = [];
  }

  async #watch(id: string, name: string, work: (onProgress: (progress: Progress) => void) => Promise<Outcome<DataSet>>): Promise<DataSet | null> {
    if (this.#id !== null) await this.cancel();
    this.#id = id;
    this.#cancelled = false;
    this.#name = name;
    this.#progress = null;
    this.#problems = [];
    const outcome = await work((progress) => {
      if (this.#id === id) this.#progress = progress;
    });
    if (this.#id === id) {
      this.#rest();
      if (!outcome.ok && !this.#cancelled) {
        this.#problems = outcome.problems;
        this.#failed = name;
      }
    }
    return outcome.ok ? outcome.value : null;
  }

  #rest(): void {
    this.#id = null;
    this.#name = null;
    this.#progress = null;
  }
}
