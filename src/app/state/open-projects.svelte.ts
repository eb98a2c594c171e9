import type { Change, ProjectRecord } from "../../storage/index.ts";
import type { Recovery } from "../workers/data-client.ts";
import type { LibraryState } from "./library.svelte.ts";
import type { Ports } from "./ports.ts";
import type { ProjectState } from "./project.svelte.ts";
import type { ReadingState } from "./reading.svelte.ts";

/** The projects that are open in this tab: the one on the screen, and one that was left while its run went on. */
export class OpenProjects {
  readonly #ports: Ports;
  readonly #library: LibraryState;
  readonly #reading: ReadingState;
  #current = $state.raw<ProjectState | null>(null);
  /** Left while its run went on: it stays open until that has ended. */
  #working = $state.raw<ProjectState | null>(null);
  /** The project that is on its way to the screen. */
  #arriving: { readonly id: string; readonly done: Promise<void> } | null = null;
  #opening = $state(false);

  constructor(ports: Ports, library: LibraryState, reading: ReadingState) {
    this.#ports = ports;
    this.#library = library;
    this.#reading = reading;
  }

  /** The one on the screen. */
  get current(): ProjectState | null {
    return this.#current;
  }
  /** It is being read back. */
  get opening(): boolean {
    return this.#opening;
  }
  get all(): readonly ProjectState[] {
    return [this.#current, this.#working].filter((project) => project !== null);
  }
  find(id: string): ProjectState | undefined {
    return this.all.find((project) => project.id === id);
  }

  /** Open a project unless it is open; the one before is closed. Asked twice, it is opened once: a second claim would wait for the first. */
  async open(id: string): Promise<void> {
    if (this.#current?.id === id) return;
    if (this.#arriving?.id !== id) this.#arriving = { id, done: this.#enter(id) };
    await this.#arriving.done;
  }

  /** A project that is just being made takes the place on the screen. */
  async begin(record: ProjectRecord): Promise<ProjectState> {
    this.#arriving = null;
    await this.leave();
    const project = await this.#make(record);
    this.#current = project;
    return project;
  }

  /** The one on the screen is closed, or goes on working out of sight. */
  async leave(): Promise<void> {
    const project = this.#current;
    this.#current = null;
    if (project?.runs.live?.goesOn) this.#working = project;
    else await project?.close();
  }

  /** A run of it is over: nothing keeps it open any more, unless it is on the screen. */
  async ended(project: ProjectState): Promise<void> {
    if (this.#working !== project) return;
    this.#working = null;
    await project.close();
  }

  /** What others may want is given back. */
  sleep(): void {
    for (const project of this.all) project.claim.release();
  }
  async wake(): Promise<void> {
    for (const project of this.all) await project.wake();
  }

  /** A newer version of the app is open: it may have the projects. */
  async retire(): Promise<void> {
    for (const project of this.all) if (!project.runs.live?.goesOn) await project.claim.yield();
  }

  /** The data worker was replaced; the tables that were open in it are there again, or lost. */
  async recovered({ restored, lost }: Recovery): Promise<void> {
    for (const project of this.all) {
      const id = project.dataset.set?.id;
      if (id === undefined) continue;
      const set = restored.find((other) => other.id === id) ?? null;
      if (set ?? lost.includes(id)) await project.dataset.recovered(set);
    }
  }

  /** Another tab has saved or removed something; the library knows it already. */
  async follow({ kind, id }: Change): Promise<void> {
    const project = this.#current;
    if (!project?.claim.follows) return;
    const record = this.#library.find(project.id);
    if (kind === "project" && id === project.id && record) await project.follow(record);
    if (kind === "run" || kind === "unfinished") await project.runs.load();
    if (kind === "dataset" && id === project.dataset.set?.id) await project.dataset.restore(id, project.name);
  }

  async #enter(id: string): Promise<void> {
    const record = this.#library.find(id);
    await this.leave();
    if (!record) {
      this.#arriving = null;
      return;
    }
    this.#opening = true;
    const made = this.#working?.id === id ? null : await this.#make(record);
    if (this.#arriving?.id !== id) return; // the user has gone on to another one
    this.#arriving = null;
    const project = made ?? this.#working;
    this.#current = project;
    if (!made) this.#working = null;
    try {
      await made?.open();
    } finally {
      if (this.#current === project) this.#opening = false;
    }
  }

  /** What a project needs beside its record is loaded with the first one. */
  async #make(record: ProjectRecord): Promise<ProjectState> {
    const { ProjectState } = await import("./project.svelte.ts");
    return new ProjectState(this.#ports, this.#library, this.#reading, record);
  }
}
