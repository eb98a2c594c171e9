import type { Language } from "../../engine/config/language.ts";
import type { DataSource } from "../../ingest/data-api.ts";
import type { ProjectRecord, RunRecord } from "../../storage/index.ts";
import type { Sample } from "../assets.ts";
import { t } from "../messages/index.ts";
import type { Keeper } from "../offline/keeper.ts";
import { HelpState } from "./help.svelte.ts";
import type { KeepingState } from "./keeping.svelte.ts";
import { LibraryState } from "./library.svelte.ts";
import { browserMemo } from "./memo.ts";
import { OfflineState } from "./offline.svelte.ts";
import type { Ports } from "./ports.ts";
import { ProjectState } from "./project.svelte.ts";
import { ReadingState } from "./reading.svelte.ts";
import { projectRoute, type Step } from "./route.ts";
import type { Router } from "./router.svelte.ts";
import { RunsState } from "./runs.svelte.ts";
import type { Theme } from "./theme.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";
import { TrustState } from "./trust.svelte.ts";

/** Where the samples that came with the app are read from. */
export interface SampleShelf {
  list(): Promise<readonly Sample[]>;
  read(sample: Sample): Promise<File>;
}

/** Everything: where the user is, what is kept, and the one project that is open. */
export class AppState {
  readonly router: Router;
  readonly theme: Theme;
  readonly toasts: Toasts;
  readonly help = new HelpState(browserMemo(() => localStorage));
  readonly trust: TrustState;
  readonly keeping: KeepingState;
  readonly library: LibraryState;
  readonly reading: ReadingState;
  readonly offline: OfflineState;
  readonly #ports: Ports;
  readonly #shelf: SampleShelf;
  #project = $state.raw<ProjectState | null>(null);
  #opening = $state(false);
  #language = $state.raw<Language | null>(null);
  #samples = $state.raw<readonly Sample[]>([]);
  #samplesProblem = $state("");
  #dragging = $state(false);

  constructor(ports: Ports, router: Router, theme: Theme, shelf: SampleShelf, keeper: Keeper | null = null) {
    this.#ports = ports;
    this.#shelf = shelf;
    this.router = router;
    this.theme = theme;
    this.toasts = ports.toasts;
    this.trust = new TrustState(ports.places);
    this.keeping = ports.keeping;
    this.library = new LibraryState(ports);
    this.reading = new ReadingState(ports);
    this.offline = new OfflineState(keeper, this);
  }

  get project(): ProjectState | null {
    return this.#project;
  }
  /** A project is being read back. */
  get opening(): boolean {
    return this.#opening;
  }
  get language(): Language | null {
    return this.#language;
  }
  get samples(): readonly Sample[] {
    return this.#samples;
  }
  get samplesProblem(): string {
    return this.#samplesProblem;
  }
  /** A file hangs over the page. */
  get dragging(): boolean {
    return this.#dragging;
  }

  /** The open project trains. */
  get trains(): boolean {
    return this.#project?.runs.goesOn ?? false;
  }

  async start(): Promise<void> {
    const samples = this.#shelf.list().then((list) => {
      this.#samples = list;
    }, () => {
      this.#samplesProblem = t.errors.samplesGone;
    });
    this.#language = await this.#ports.engine.language();
    await Promise.all([this.library.load(), samples]);
    if (this.#ports.storage.why) this.toasts.complain(this.#ports.storage.why);
  }

  /** Open a project unless it is open; the one before is closed. */
  async openProject(id: string): Promise<void> {
    if (this.#project?.id === id) return;
    const record = this.library.find(id);
    await this.#leave();
    if (!record) return;
    this.#opening = true;
    const project = new ProjectState(this.#ports, this.library, this.reading, record);
    this.#project = project;
    try {
      await project.open();
    } finally {
      if (this.#project === project) this.#opening = false;
    }
  }

  /** Resolves when everything that waited to be saved is saved: the page may go. */
  async settle(): Promise<void> {
    await this.#project?.settle();
  }

  hover(dragging: boolean): void {
    this.#dragging = dragging;
  }

  /** A file from anywhere: a table becomes a project, or the rows of the open one when `into` is given; a zip is a model. */
  async openFile(file: File, into: ProjectState | null = null): Promise<void> {
    if (/\.zip$/i.test(file.name)) await this.importModel(file);
    else if (into) await this.#replace(into, file, file.name);
    else await this.#create(file, file.name, baseName(file.name), null);
  }

  async openText(text: string): Promise<void> {
    await this.#create({ name: t.welcome.pastedName, text }, t.welcome.pastedName, t.welcome.pastedName, null);
  }

  async openSample(sample: Sample): Promise<void> {
    const name = t.welcome.sample[sample.id]?.name ?? sample.id;
    try {
      await this.#create(await this.#shelf.read(sample), name, name, sample);
    } catch (cause) {
      this.toasts.complain(`${t.errors.sampleGone(name)} (${String(cause)})`);
    }
  }

  /** An exported model becomes a project without rows that can answer. */
  async importModel(file: File): Promise<void> {
    const outcome = await this.#ports.engine.importModel(new Uint8Array(await file.arrayBuffer()));
    if (!outcome.ok) {
      for (const { message } of outcome.problems) this.toasts.complain(message);
      return;
    }
    const bundle = outcome.value;
    const record = this.#blank(baseName(file.name), bundle.yaml);
    if (!(await this.library.put(record))) return;
    await this.openProject(record.id);
    await this.#project?.runs.adopt(bundle, t.library.importedRun);
    this.go(record.id, "predict");
  }

  /** What a backup holds and this browser does not. */
  async restoreBackup(file: Blob): Promise<void> {
    await this.keeping.restore(file);
    await Promise.all([this.library.load(), this.#project?.runs.load()]);
  }

  /** The runs of any project; those of the open one are the ones its screens show. */
  async runsOf(project: string): Promise<RunsState> {
    if (this.#project?.id === project) return this.#project.runs;
    const runs = new RunsState(this.#ports, project);
    await runs.load();
    return runs;
  }

  async renameProject(id: string, name: string): Promise<void> {
    if (this.#project?.id === id) await this.#project.rename(name);
    else await this.library.rename(id, name);
  }

  /** Train the open project; who is elsewhere when it has ended is told. */
  async train(): Promise<void> {
    const project = this.#project;
    if (!project?.canTrain) return;
    this.go(project.id, "train");
    await project.train();
    const run = project.runs.live?.view;
    const { route } = this.router;
    if (!run || (route.screen === "project" && route.project === project.id && route.step === "train")) return;
    if (run.status === "failed") this.toasts.complain(run.problems.map(({ message }) => message).join(" "));
    else this.toasts.say(t.library.finished(run.name, project.name), { label: t.shell.step.evaluate, run: () => this.go(project.id, "evaluate") });
  }

  /** To the bin; an open project is closed first, lest it save itself again. */
  async removeProject(id: string): Promise<void> {
    if (this.#project?.id === id) await this.#leave();
    await this.library.remove(id);
  }

  /** The config of a run becomes the project's document again: an edit that can be undone. */
  async takeConfig(project: string, run: RunRecord): Promise<void> {
    await this.openProject(project);
    this.#project?.document.edit(run.yaml, t.library.configTaken(run.name));
    this.go(project, "model");
  }

  go(project: string, step: Step, run: string | null = null): void {
    this.router.go(projectRoute(project, step, run));
  }

  async #create(source: DataSource, fileName: string, projectName: string, sample: Sample | null): Promise<void> {
    const id = this.#ports.newId();
    let set = await this.reading.read(id, fileName, source);
    if (!set) return;
    for (const [column, spellings] of Object.entries(sample?.missing ?? {})) {
      const present = set.columns.find(({ name }) => name === column)?.missing ?? [];
      if (spellings.every((spelling) => present.includes(spelling))) continue;
      const changed = await this.#ports.data.setMissing(id, column, [...present, ...spellings]);
      if (changed.ok) set = changed.value;
    }
    const record = this.#blank(projectName, "");
    await this.#leave();
    const project = new ProjectState(this.#ports, this.library, this.reading, record);
    await project.begin(set, sample);
    this.#project = project;
    this.go(record.id, "data");
  }

  async #replace(project: ProjectState, source: DataSource, name: string): Promise<void> {
    const set = await this.reading.read(this.#ports.newId(), name, source);
    if (set) await project.replaceData(set);
  }

  async #leave(): Promise<void> {
    const project = this.#project;
    this.#project = null;
    await project?.close();
  }

  #blank(name: string, yaml: string): ProjectRecord {
    const now = this.#ports.now();
    return { format: 0, blobs: {}, id: this.#ports.newId(), name, createdAt: now, changedAt: now, deletedAt: null, dataset: null, roles: {}, yaml };
  }
}

const baseName = (file: string): string => file.replace(/\.(csv|tsv|txt|zip)$/i, "");
