import type { Outcome, Problem } from "../../engine/schema/problem.ts";
import type { OnProgress } from "../../storage/backup.ts";
import type { SetAside, Storage } from "../../storage/index.ts";
import type { Restored } from "../../storage/restore.ts";
import type { Space } from "../../storage/space.ts";
import { t } from "../messages/index.ts";
import { costsOf, type Costs } from "./costs.ts";
import type { Toasts } from "./toasts.svelte.ts";

/** `unasked`: nobody has asked the browser yet, or it does not say. */
export type Persistence = "granted" | "refused" | "unasked";

/** What keeping asks of the storage and the browser. */
export interface KeepingPorts {
  readonly storage: Pick<Storage, "kind" | "why" | "list" | "sizes" | "setAside" | "rescue" | "remove">;
  readonly toasts: Toasts;
  /** Null where the browser does not say. */
  space(): Promise<Space | null>;
  askToPersist(): Promise<"granted" | "refused" | "unknown">;
  /** Milliseconds since 1970, null: never in this browser. */
  askedToPersistAt(): number | null;
  backedUpAt(): number | null;
  backupName(at: Date): string;
  backup(onProgress: OnProgress): Promise<Outcome<Blob>>;
  restore(file: Blob, onProgress: OnProgress): Promise<Outcome<Restored>>;
  /** Hand a file to the browser's downloads. */
  save(file: Blob, name: string): void;
  /** Go where all this is shown. */
  show(): void;
  now(): number;
}

/** What became of the last backup or restore. */
export type Done =
  | { readonly what: "backup"; readonly name: string; readonly size: number }
  | ({ readonly what: "restore" } & Restored)
  | { readonly what: "backup_failed" | "restore_failed"; readonly problems: readonly Problem[] };

const DAY = 24 * 3600 * 1000;

/** What is stored, what it costs, whether the browser will keep it, and the way out of it: backups and rescues. */
export class KeepingState {
  readonly #ports: KeepingPorts;
  #space = $state.raw<Space | null>(null);
  #costs = $state.raw<Costs | null>(null);
  #aside = $state.raw<readonly SetAside[]>([]);
  #asked = $state(false);
  #backupAt = $state<number | null>(null);
  #busy = $state.raw<{ readonly what: "backup" | "restore"; readonly share: number } | null>(null);
  #done = $state.raw<Done | null>(null);

  constructor(ports: KeepingPorts) {
    this.#ports = ports;
    this.#asked = ports.askedToPersistAt() !== null;
    this.#backupAt = ports.backedUpAt();
  }

  get kind(): Storage["kind"] {
    return this.#ports.storage.kind;
  }
  /** Why nothing outlives the tab; empty when all is kept. */
  get why(): string {
    return this.#ports.storage.why;
  }
  get space(): Space | null {
    return this.#space;
  }
  /** Null until it was looked at. */
  get costs(): Costs | null {
    return this.#costs;
  }
  get aside(): readonly SetAside[] {
    return this.#aside;
  }
  get persistence(): Persistence {
    return this.#space?.persisted ? "granted" : this.#asked ? "refused" : "unasked";
  }
  /** Milliseconds since the last backup made in this browser; null before the first. */
  get backupAge(): number | null {
    return this.#backupAt === null ? null : Math.max(0, this.#ports.now() - this.#backupAt);
  }
  get busy(): { readonly what: "backup" | "restore"; readonly share: number } | null {
    return this.#busy;
  }
  get done(): Done | null {
    return this.#done;
  }

  async look(): Promise<void> {
    const { storage } = this.#ports;
    const [space, aside, sizes, projects, runs, unfinished] = await Promise.all([
      this.#ports.space(), storage.setAside(), storage.sizes(), storage.list("project"), storage.list("run"), storage.list("unfinished"),
    ]);
    this.#space = space;
    this.#aside = aside;
    this.#costs = costsOf(projects.records, [...runs.records, ...unfinished.records], sizes);
  }

  async askToPersist(): Promise<Persistence> {
    const answer = await this.#ports.askToPersist();
    this.#asked = answer !== "unknown";
    this.#space = await this.#ports.space();
    return this.persistence;
  }

  /** At the first model that is saved in this browser it is asked to keep it, and the user hears what it said. */
  async modelSaved(): Promise<void> {
    if (this.kind === "memory" || this.#asked) return;
    this.#asked = true;
    const granted = (await this.askToPersist()) === "granted";
    this.#ports.toasts.say(granted ? t.keeping.persistence.grantedToast : t.keeping.persistence.refusedToast, { label: t.keeping.persistence.show, run: () => this.#ports.show() });
  }

  async backup(): Promise<void> {
    if (this.#busy) return;
    const outcome = await this.#during("backup", (onProgress) => this.#ports.backup(onProgress));
    if (!outcome.ok) {
      this.#done = { what: "backup_failed", problems: outcome.problems };
      return;
    }
    const now = this.#ports.now();
    const name = this.#ports.backupName(new Date(now));
    this.#ports.save(outcome.value, name);
    this.#backupAt = now;
    this.#done = { what: "backup", name, size: outcome.value.size };
  }

  /** What is here already stays as it is. */
  async restore(file: Blob): Promise<void> {
    if (this.#busy) return;
    const outcome = await this.#during("restore", (onProgress) => this.#ports.restore(file, onProgress));
    this.#done = outcome.ok ? { what: "restore", ...outcome.value } : { what: "restore_failed", problems: outcome.problems };
    await this.look();
  }

  /** A zip of what lies there, however damaged; gives the problems when not even that can be had. */
  async rescue({ kind, id }: SetAside): Promise<readonly Problem[]> {
    const outcome = await this.#ports.storage.rescue(kind, id);
    if (!outcome.ok) return outcome.problems;
    this.#ports.save(outcome.value, t.keeping.aside.fileName(kind, fileSafe(id)));
    return [];
  }

  /** For good; gives the problems when it could not be done. */
  async removeAside({ kind, id }: SetAside): Promise<readonly Problem[]> {
    const outcome = await this.#ports.storage.remove(kind, id);
    await this.look();
    return outcome.ok ? [] : outcome.problems;
  }

  async #during<T>(what: "backup" | "restore", work: (onProgress: OnProgress) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#done = null;
    this.#busy = { what, share: 0 };
    try {
      return await work((done, all) => (this.#busy = { what, share: all ? done / all : 1 }));
    } finally {
      this.#busy = null;
    }
  }
}

/** Whole days of an age in milliseconds. */
export const daysOf = (age: number): number => Math.floor(age / DAY);
const fileSafe = (id: string): string => id.replaceAll(/[^\w-]+/g, "_").slice(0, 60);
