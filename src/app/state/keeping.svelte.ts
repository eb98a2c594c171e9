import type { Outcome, Problem } from "../../engine/schema/problem.ts";
import type { SetAside, Storage } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import { costsOf, type Costs } from "./costs.ts";
import type { Memo } from "./memo.ts";
import type { Toasts } from "./toasts.svelte.ts";

export interface Space { readonly used: number; readonly available: number; readonly persisted: boolean }
export interface Restored { readonly restored: number; readonly skipped: number; readonly problems: readonly string[] }
export type OnShare = (share: number) => void;
/** `unasked`: nobody has asked the browser yet, or it does not say. */
export type Persistence = "granted" | "refused" | "unasked";

/** What keeping asks of the storage and the browser. */
export interface KeepingPorts {
  readonly storage: Pick<Storage, "kind" | "why" | "list" | "sizes" | "setAside" | "rescue" | "remove">;
  readonly memo: Memo;
  readonly toasts: Toasts;
  /** Null where the browser does not say. */
  space(): Promise<Space | null>;
  askToPersist(): Promise<"granted" | "refused" | "unknown">;
  backup(onShare: OnShare): Promise<Outcome<Blob>>;
  restore(file: Blob, onShare: OnShare): Promise<Outcome<Restored>>;
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
  | { readonly what: "backup failed" | "restore failed"; readonly problems: readonly Problem[] };

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
    this.#asked = ports.memo.read("asked-to-keep") !== null;
    const at = Number(ports.memo.read("backup") ?? Number.NaN);
    this.#backupAt = Number.isFinite(at) ? at : null;
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
    if (answer !== "unknown") {
      this.#asked = true;
      this.#ports.memo.write("asked-to-keep", answer);
    }
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
    const outcome = await this.#during("backup", (onShare) => this.#ports.backup(onShare));
    if (!outcome.ok) {
      this.#done = { what: "backup failed", problems: outcome.problems };
      return;
    }
    const now = this.#ports.now();
    const name = t.keeping.backup.fileName(dayOf(now));
    this.#ports.save(outcome.value, name);
    this.#backupAt = now;
    this.#ports.memo.write("backup", String(now));
    this.#done = { what: "backup", name, size: outcome.value.size };
  }

  /** What is here already stays as it is. */
  async restore(file: Blob): Promise<void> {
    if (this.#busy) return;
    const outcome = await this.#during("restore", (onShare) => this.#ports.restore(file, onShare));
    this.#done = outcome.ok ? { what: "restore", ...outcome.value } : { what: "restore failed", problems: outcome.problems };
    await this.look();
  }

  /** A zip of what lies there, however damaged; gives the problems when not even that can be had. */
  async rescue({ kind, id }: SetAside): Promise<readonly Problem[]> {
    const outcome = await this.#ports.storage.rescue(kind, id);
    if (!outcome.ok) return outcome.problems;
    this.#ports.save(new Blob([new Uint8Array(outcome.value)], { type: "application/zip" }), t.keeping.aside.fileName(kind, fileSafe(id)));
    return [];
  }

  /** For good; gives the problems when it could not be done. */
  async removeAside({ kind, id }: SetAside): Promise<readonly Problem[]> {
    const outcome = await this.#ports.storage.remove(kind, id);
    await this.look();
    return outcome.ok ? [] : outcome.problems;
  }

  async #during<T>(what: "backup" | "restore", work: (onShare: OnShare) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#done = null;
    this.#busy = { what, share: 0 };
    try {
      return await work((share) => (this.#busy = { what, share }));
    } finally {
      this.#busy = null;
    }
  }
}

/** The day in the user's own time zone, as 2026-11-25. */
function dayOf(at: number): string {
  const zone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - zone).toISOString().slice(0, 10);
}
/** Whole days of an age in milliseconds. */
export const daysOf = (age: number): number => Math.floor(age / DAY);
const fileSafe = (id: string): string => id.replaceAll(/[^\w-]+/g, "_").slice(0, 60);
