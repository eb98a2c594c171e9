import type { ProjectRecord, Draft } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import type { Ports } from "./ports.ts";

const BIN_DAYS = 30;

/** All projects of this browser. Deleting moves to the bin, which is emptied of what has lain there for a month. */
export class LibraryState {
  readonly #ports: Ports;
  #records = $state.raw<readonly ProjectRecord[]>([]);
  #loaded = $state(false);

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Projects that are not in the bin, the latest changed first. */
  get projects(): readonly ProjectRecord[] {
    return this.#records.filter((project) => project.deletedAt === null);
  }
  get bin(): readonly ProjectRecord[] {
    return this.#records.filter((project) => project.deletedAt !== null);
  }
  get loaded(): boolean {
    return this.#loaded;
  }

  async load(): Promise<void> {
    const { records, problems } = await this.#ports.storage.list("project");
    this.#records = latestFirst(records);
    this.#loaded = true;
    for (const problem of problems) this.#ports.toasts.complain(problem.message);
    const old = this.#ports.now() - BIN_DAYS * 24 * 3600 * 1000;
    for (const project of this.bin) if ((project.deletedAt ?? 0) < old) await this.erase(project.id);
  }

  find(id: string): ProjectRecord | undefined {
    return this.#records.find((project) => project.id === id);
  }

  /** Does a project, in the bin or not, need this data set? */
  uses(dataset: string): boolean {
    return this.#records.some((project) => project.dataset === dataset);
  }

  /** Write a project; what is shown follows. */
  async put(draft: Draft<"project">): Promise<boolean> {
    const outcome = await this.#ports.storage.put("project", draft);
    if (outcome.ok) this.#records = latestFirst([outcome.value, ...this.#records.filter(({ id }) => id !== draft.id)]);
    else for (const { message } of outcome.problems) this.#ports.toasts.complain(`${t.errors.notSaved} ${message}`);
    return outcome.ok;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name });
  }

  /** Another project on the same data with the same config; runs stay with the original. */
  async duplicate(id: string): Promise<ProjectRecord | null> {
    const original = this.find(id);
    if (!original) return null;
    const now = this.#ports.now();
    const copy = { ...original, id: this.#ports.newId(), name: t.library.copyOf(original.name), createdAt: now, changedAt: now };
    return (await this.put(copy)) ? (this.find(copy.id) ?? null) : null;
  }

  async remove(id: string): Promise<void> {
    await this.#change(id, { deletedAt: this.#ports.now() });
  }

  async restore(id: string): Promise<void> {
    await this.#change(id, { deletedAt: null });
  }

  /** For good: the project, its runs, and its data unless another project uses it. */
  async erase(id: string): Promise<void> {
    const { storage, data } = this.#ports;
    const project = this.find(id);
    if (!project) return;
    const runs = await storage.list("run");
    for (const run of runs.records) if (run.project === id) await storage.remove("run", run.id);
    const removed = await storage.remove("project", id);
    if (!removed.ok) {
      for (const { message } of removed.problems) this.#ports.toasts.complain(message);
      return;
    }
    this.#records = this.#records.filter((other) => other.id !== id);
    if (project.dataset !== null && !this.uses(project.dataset)) await data.forget(project.dataset);
  }

  async #change(id: string, change: Partial<Pick<ProjectRecord, "name" | "deletedAt">>): Promise<void> {
    const project = this.find(id);
    if (project) await this.put({ ...project, ...change, changedAt: this.#ports.now() });
  }
}

const latestFirst = (records: readonly ProjectRecord[]): readonly ProjectRecord[] => [...records].sort((a, b) => b.changedAt - a.changedAt);
