import type { Language } from "../../engine/config/language.ts";
import { error, failure, success, type Outcome } from "../../engine/schema/problem.ts";
import type { ChosenFolder, DataSet, DataSource, FolderFile } from "../../ingest/data-api.ts";
import type { Change, ProjectRecord, RunRecord } from "../../storage/index.ts";
import type { Sample } from "../assets.ts";
import { t } from "../messages/index.ts";
import type { Keeper } from "../offline/keeper.ts";
import { baseName, isPicture, nameOf } from "./file-names.ts";
import { chosenByFolders } from "./folder-roles.ts";
import { HelpState, pageSingleKeys } from "./help.svelte.ts";
import type { KeepingState } from "./keeping.svelte.ts";
import { LibraryState } from "./library.svelte.ts";
import { isModelZip } from "./model-zip.ts";
import { OfflineState } from "./offline.svelte.ts";
import { OpenProjects } from "./open-projects.svelte.ts";
import type { Ports } from "./ports.ts";
import type { ProjectState } from "./project.svelte.ts";
import { ReadingState } from "./reading.svelte.ts";
import { projectRoute, type Step } from "./route.ts";
import type { Router } from "./router.svelte.ts";
import type { RunsState } from "./runs.svelte.ts";
import type { TabsState } from "./tabs.svelte.ts";
import type { Theme } from "./theme.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";
import { TrustState } from "./trust.svelte.ts";
import type { Recovery } from "../workers/data-client.ts";

/** No export is larger: a file beyond is not even read into memory. */
const LARGEST_MODEL = 600 * 2 ** 20;

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
  readonly help = new HelpState(pageSingleKeys);
  readonly trust: TrustState;
  readonly keeping: KeepingState;
  readonly tabs: TabsState;
  readonly library: LibraryState;
  readonly reading: ReadingState;
  readonly offline: OfflineState;
  readonly #ports: Ports;
  readonly #projects: OpenProjects;
  readonly #shelf: SampleShelf;
  #engineProblem = $state("");
  #language = $state.raw<Language | null>(null);
  #samples = $state.raw<readonly Sample[]>([]);
  #samplesProblem = $state("");
  #dragging = $state(false);
  #arranging = $state<string | null>(null);

  constructor(ports: Ports, router: Router, theme: Theme, shelf: SampleShelf, keeper: Keeper | null = null) {
    this.#ports = ports;
    this.#shelf = shelf;
    this.router = router;
    this.theme = theme;
    this.toasts = ports.toasts;
    this.trust = new TrustState(ports.places);
    this.keeping = ports.keeping;
    this.tabs = ports.tabs;
    this.library = new LibraryState(ports);
    this.reading = new ReadingState(ports);
    this.#projects = new OpenProjects(ports, this.library, this.reading);
    this.offline = new OfflineState(keeper, this);
  }

  /** The project on the screen. */
  get project(): ProjectState | null {
    return this.#projects.current;
  }
  /** A project is being read back. */
  get opening(): boolean {
    return this.#projects.opening;
  }
  /** Null until the engine is loaded. */
  get language(): Language | null {
    return this.#language;
  }
  /** Why the engine did not start. */
  get engineProblem(): string {
    return this.#engineProblem;
  }
  /** A run goes on in this tab, whichever project is on the screen. */
  get training(): boolean {
    return this.#projects.all.some(({ runs }) => runs.live?.goesOn);
  }
  /** Something would be lost, or would have to be resumed, if the page went now. */
  get busy(): boolean {
    return this.training || this.#projects.all.some(({ unsaved }) => unsaved);
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
    return this.project?.runs.goesOn ?? false;
  }

  async start(): Promise<void> {
    const samples = this.#shelf.list().then((list) => {
      this.#samples = list;
    }, () => {
      this.#samplesProblem = t.errors.samplesGone;
    });
    this.tabs.start();
    this.#ports.storage.onChange((change) => void this.#follow(change));
    await Promise.all([this.library.load(), samples]);
    if (this.#ports.storage.why) this.toasts.complain(this.#ports.storage.why);
  }

  /** Load the engine, while the user looks around. */
  async warm(): Promise<void> {
    this.#engineProblem = "";
    try {
      this.#language = await this.#ports.engine.language();
    } catch (cause) {
      this.#engineProblem = cause instanceof Error ? cause.message : String(cause);
    }
  }

  /** Open a project unless it is open; the one before is closed. */
  openProject(id: string): Promise<void> {
    return this.#projects.open(id);
  }

  /** Resolves when everything that waited to be saved is saved: the page may go. */
  async settle(): Promise<void> {
    await this.project?.settle();
  }

  /** The page may be about to go: save what waits, and keep how far a run is. */
  flush(): void {
    for (const project of this.#projects.all) project.flush();
  }

  /** Into the browser's back/forward cache: what others may want is given back. */
  sleep(): void {
    this.flush();
    this.#projects.sleep();
    this.tabs.stop();
  }

  async wake(): Promise<void> {
    this.tabs.start();
    await this.library.refresh();
    await this.#projects.wake();
  }

  /** The data worker was replaced; the tables that were open in it are there again, or lost. */
  async recovered(recovery: Recovery): Promise<void> {
    await this.#projects.recovered(recovery);
    this.toasts.say(recovery.lost.length ? t.workers.dataLost : t.workers.recovered);
  }

  /** A newer version of the app is open: it may have the projects. */
  retire(): Promise<void> {
    return this.#projects.retire();
  }

  hover(dragging: boolean): void {
    this.#dragging = dragging;
  }

  /**
   * A file from anywhere: a table, or a zip of pictures and tables, becomes a project, or the rows of the open one when `into` is given; a zip of
   * a model becomes a project that can answer, a backup what it holds.
   */
  async openFile(file: File, into: ProjectState | null = null): Promise<void> {
    if (/\.zip$/i.test(file.name) && (await isModelZip(file))) await this.importModel(file);
    else if (/\.fidelio-backup$/i.test(file.name)) {
      this.router.go({ screen: "trust", part: "storage" });
      await this.restoreBackup(file);
    }
    else if (into) await this.#replace(into, file, file.name);
    else await this.#create(file, file.name, baseName(file.name), null);
  }

  /** Files that were chosen or dropped together: one by itself, or a folder of pictures and tables. */
  async openFiles(chosen: readonly FolderFile[] | ChosenFolder, into: ProjectState | null = null): Promise<void> {
    if ("folder" in chosen) {
      if (into) await this.#replace(into, chosen, chosen.name);
      else await this.#create(chosen, chosen.name, baseName(chosen.name), null);
      return;
    }
    const files = chosen;
    const [first] = files;
    if (!first) return;
    if (files.length === 1 && first.file instanceof File && !isPicture(first.file)) return this.openFile(first.file, into);
    const name = nameOf(files);
    if (into) await this.#replace(into, { name, files }, name);
    else await this.#create({ name, files }, name, baseName(name), null);
  }

  /** More pictures below the rows of a project, each in its class. */
  async addPictures(project: ProjectState, files: readonly FolderFile[]): Promise<Outcome<null>> {
    const { set } = project.dataset;
    if (!set || project.readOnly) return failure(error([], set ? t.tabs.readOnly : t.errors.dataGone));
    if (await this.#replace(project, { name: set.name, to: set.id, files }, set.name)) return success(null);
    const { problems } = this.reading;
    this.reading.dismiss();
    return failure(...problems);
  }

  /** Have several tables just come together in this project, so that somebody has to say what they are? Asked once. */
  takeArranging(project: string): boolean {
    if (this.#arranging !== project) return false;
    this.#arranging = null;
    return true;
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
    const bytes = file.size > LARGEST_MODEL ? null : await file.arrayBuffer().catch(() => null);
    if (bytes === null) return this.toasts.complain(file.size > LARGEST_MODEL ? t.hostile.tooLargeModel(file.name) : t.hostile.unreadable(file.name));
    const outcome = await this.#ports.engine.importModel(new Uint8Array(bytes));
    if (!outcome.ok) {
      for (const { message } of outcome.problems) this.toasts.complain(message);
      return;
    }
    const bundle = outcome.value;
    const record = this.#blank(baseName(file.name), bundle.yaml);
    if (!(await this.library.put(record, record.changedAt))) return;
    await this.openProject(record.id);
    const runs = await this.runsOf(record.id); // another project may have been opened meanwhile
    await runs.adopt(bundle, t.library.importedRun);
    this.go(record.id, "predict");
  }

  /** What a backup holds and this browser does not. */
  async restoreBackup(file: Blob): Promise<void> {
    await this.keeping.restore(file);
    await Promise.all([this.library.load(), this.project?.runs.load()]);
  }

  /** The runs of any project; those of the open one are the ones its screens show. */
  async runsOf(project: string): Promise<RunsState> {
    if (this.project?.id === project) return this.project.runs;
    const { RunsState } = await import("./runs.svelte.ts");
    const runs = new RunsState(this.#ports, project, (work) => this.library.alone(project, work), () => false);
    runs.stop(); // looked at once, not followed
    await runs.load();
    return runs;
  }

  async renameProject(id: string, name: string): Promise<void> {
    const open = this.#projects.find(id);
    if (open) await open.rename(name);
    else await this.library.rename(id, name);
  }

  /** Train the open project, or say why not. */
  async train(): Promise<void> {
    const project = this.project;
    const refusal = await project?.train((run) => this.#run(project, run));
    if (!project || !refusal) return;
    const { text, at } = refusal;
    this.toasts.say(text, at && { label: t.shell.step[at], run: () => this.go(project.id, at) });
  }

  /** An interrupted run of the open project goes on, or begins again. */
  async resume(id: string, how: "on" | "over"): Promise<void> {
    const project = this.project;
    if (project) await this.#run(project, () => project.resume(id, how));
  }

  /** Give an interrupted run of the open project up. */
  async discard(id: string): Promise<void> {
    await this.project?.runs.discard(id);
    await this.library.refresh();
  }

  /** To the bin; an open project is closed first, lest it save itself again. False when it may not be done now. */
  async removeProject(id: string): Promise<boolean> {
    const open = this.#projects.find(id);
    if (open?.readOnly || open?.runs.goesOn) {
      this.toasts.complain(open.readOnly ? t.tabs.readOnly : t.tabs.trainsThere(open.name));
      return false;
    }
    if (open) await this.#projects.leave();
    return this.library.remove(id);
  }

  /** The config of a run becomes the project's document again: an edit that can be undone. */
  async takeConfig(project: string, run: RunRecord): Promise<void> {
    await this.openProject(project);
    if (this.project?.readOnly) this.toasts.complain(t.tabs.readOnly);
    this.project?.document.edit(run.yaml, t.library.configTaken(run.name));
    this.go(project, "model");
  }

  /** A run's model becomes a file of the open project, and its use is offered there. */
  async useAsEncoder(run: RunRecord): Promise<void> {
    const { project } = this;
    if (!project) return;
    this.go(project.id, "model");
    await project.files.addModel(run.id);
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
    const project = await this.#projects.begin(record);
    this.go(record.id, "data");
    await project.begin(set, sample ?? chosenByFolders(set));
    this.#arrange(project, set);
  }

  async #replace(project: ProjectState, source: DataSource, name: string): Promise<boolean> {
    const set = await this.reading.read(this.#ports.newId(), name, source, project.dataset.set?.id);
    if (!set) return false;
    await project.replaceData(set);
    this.#arrange(project, set);
    return true;
  }

  /** What was said of tables of the same names before is not asked again. */
  #arrange(project: ProjectState, { dialect: { among }, asked }: DataSet): void {
    if (among && among.tables.length > 1 && !asked.together) this.#arranging = project.id;
  }

  /** Who is elsewhere when a run has ended is told. */
  async #run(project: ProjectState, work: () => Promise<void>): Promise<void> {
    this.go(project.id, "train");
    await work();
    await this.#projects.ended(project);
    await this.library.refresh();
    const run = project.runs.live?.view;
    const { route } = this.router;
    if (!run || (route.screen === "project" && route.project === project.id && route.step === "train")) return;
    if (run.status === "finished") this.toasts.say(t.library.finished(run.name, project.name), { label: t.shell.step.evaluate, run: () => this.go(project.id, "evaluate") });
    else this.toasts.complain(run.problems.map(({ message }) => message).join(" "));
  }

  /** Another tab has saved or removed something. */
  async #follow(change: Change): Promise<void> {
    if (change.kind === "project" || change.kind === "unfinished") await this.library.refresh();
    await this.#projects.follow(change);
  }

  #blank(name: string, yaml: string): ProjectRecord {
    const now = this.#ports.now();
    return { format: 0, blobs: {}, id: this.#ports.newId(), name, createdAt: now, changedAt: now, deletedAt: null, dataset: null, roles: {}, yaml, left: [] };
  }
}
