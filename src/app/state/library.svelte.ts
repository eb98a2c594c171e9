import type { Draft, GivenBlobs, ProjectRecord, UnfinishedRecord } from "../../storage/index.ts";
import { readBlobs } from "../../storage/read.ts";
import { t } from "../messages/index.ts";
import type { Ports } from "./ports.ts";
import { forgetUnfinished, unfinishedRuns } from "./unfinished.ts";

const BIN_DAYS = 30;

/** All projects of this browser. Deleting moves to the bin, which is emptied of what has lain there for a month. */
export class LibraryState {
  readonly #ports: Ports;
  #records = $state.raw<readonly ProjectRecord[]>([]);
  #unfinished = $state.raw<readonly UnfinishedRecord[]>([]);
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

  /** The run of a project that was interrupted, unless it goes on somewhere. */
  interrupted(project: string): UnfinishedRecord | undefined {
    return this.#ports.tabs.training?.project === project ? undefined : this.#unfinished.find((run) => run.project === project);
  }

  async load(): Promise<void> {
    await this.refresh();
    this.#loaded = true;
    const old = this.#ports.now() - BIN_DAYS * 24 * 3600 * 1000;
    for (const project of this.bin) if ((project.deletedAt ?? 0) < old) await this.erase(project.id);
  }

  /** Another tab has saved something, or a run has begun or ended. */
  async refresh(): Promise<void> {
    const { records, problems } = await this.#ports.storage.list("project");
    this.#records = latestFirst(records);
    for (const problem of problems) this.#ports.toasts.complain(problem.message);
    this.#unfinished = await unfinishedRuns(this.#ports.storage);
  }

  find(id: string): ProjectRecord | undefined {
    return this.#records.find((project) => project.id === id);
  }

  /** Does a project, in the bin or not, need this data set? */
  uses(dataset: string): boolean {
    return this.#records.some((project) => project.dataset === dataset);
  }

  /**
   * Write a project; what is shown follows. `base`: when the record that the draft was made from was changed. Where another tab has
   * changed it since, nothing is written and the user is told: the last to write does not win.
   */
  async put(draft: Draft<"project">, base: number, files: GivenBlobs = {}): Promise<boolean> {
    const stored = await this.#ports.storage.get("project", draft.id);
    if (stored.ok && stored.value && stored.value.changedAt !== base) {
      this.#ports.toasts.complain(t.tabs.changedMeanwhile(stored.value.name));
      return false;
    }
    const outcome = await this.#ports.storage.put("project", draft, files);
    if (outcome.ok) this.#records = latestFirst([outcome.value, ...this.#records.filter(({ id }) => id !== draft.id)]);
    else for (const { message } of outcome.problems) this.#ports.toasts.complain(`${t.keeping.projectNotSaved(draft.name)} ${message}`, this.#instead(draft));
    return outcome.ok;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name });
  }

  /** Another project on the same data with the same config and files; runs stay with the original. */
  async duplicate(id: string): Promise<ProjectRecord | null> {
    const original = this.find(id);
    if (!original) return null;
    const now = this.#ports.now();
    const copy = { ...original, id: this.#ports.newId(), name: t.library.copyOf(original.name), createdAt: now, changedAt: now };
    const files = await readBlobs(this.#ports.storage, original);
    if (!files.ok) for (const { message } of files.problems) this.#ports.toasts.complain(message);
    return (await this.put(copy, now, files.ok ? files.value : {})) ? (this.find(copy.id) ?? null) : null;
  }

  /** False when another tab has it open. */
  async remove(id: string): Promise<boolean> {
    return this.#change(id, { deletedAt: this.#ports.now() });
  }

  async restore(id: string): Promise<void> {
    await this.#change(id, { deletedAt: null });
  }

  /** For good: the project, its runs, and its data unless another project uses it. */
  async erase(id: string): Promise<void> {
    await this.alone(id, () => this.#erase(id));
  }

  async #erase(id: string): Promise<void> {
    const { storage, data } = this.#ports;
    const project = this.find(id);
    if (!project) return;
    const runs = await storage.list("run");
    for (const run of runs.records) if (run.project === id) await storage.remove("run", run.id);
    for (const run of this.#unfinished) if (run.project === id) await forgetUnfinished(storage, run.id);
    const removed = await storage.remove("project", id);
    if (!removed.ok) {
      for (const { message } of removed.problems) this.#ports.toasts.complain(message);
      return;
    }
    this.#records = this.#records.filter((other) => other.id !== id);
    // A project that cannot be read now may be read by the next version of the app, and may need the same data.
    const unread = (await storage.setAside()).some(({ kind }) => kind === "project");
    if (project.dataset !== null && !unread && !this.uses(project.dataset)) await data.forget(project.dataset);
  }

  /** Its config is what a project holds beside its data and its models. */
  #instead({ name, yaml }: Draft<"project">) {
    if (yaml === "") return null;
    return { label: t.keeping.insteadProject, run: () => this.#ports.save(new Blob([yaml], { type: "application/yaml" }), t.keeping.configFile(name)) };
  }

  #change(id: string, change: Partial<Pick<ProjectRecord, "name" | "deletedAt">>): Promise<boolean> {
    return this.alone(id, async () => {
      const project = this.find(id);
      if (project) await this.put({ ...project, ...change, changedAt: Math.max(this.#ports.now(), project.changedAt + 1) }, project.changedAt);
    });
  }

  /** A project that another tab has open is changed there. */
  async alone(id: string, work: () => Promise<void>): Promise<boolean> {
    const { tabs, toasts } = this.#ports;
    const done = await tabs.alone(id, work);
    if (!done) toasts.complain(t.tabs.openElsewhere(this.find(id)?.name ?? ""));
    return done;
  }
}

const latestFirst = (records: readonly ProjectRecord[]): readonly ProjectRecord[] => [...records].sort((a, b) => b.changedAt - a.changedAt);
