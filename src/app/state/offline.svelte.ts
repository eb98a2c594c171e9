import { followInstallOffer, install } from "../offline/install.ts";
import type { Keeper, KeeperEvent, KeepingProblem } from "../offline/keeper.ts";

/** What the state of being kept needs to know of the page. */
export interface Kept {
  readonly trains: boolean;
  /** Everything that was made is kept: the page may go. */
  settle(): Promise<void>;
}

const LOOK_EVERY = 2000;

/** Whether the app is kept for offline use, and whether a newer version of it waits. */
export class OfflineState {
  readonly #keeper: Keeper | null;
  readonly #page: Kept;
  #phase = $state<"unsupported" | "preparing" | "ready" | "failed">("unsupported");
  #share = $state(0);
  #bytes = $state(0);
  #problem = $state.raw<KeepingProblem | null>(null);
  #updateReady = $state(false);
  #someTabTrains = $state(false);
  #canInstall = $state(false);

  constructor(keeper: Keeper | null, page: Kept) {
    this.#keeper = keeper;
    this.#page = page;
  }

  get phase(): "unsupported" | "preparing" | "ready" | "failed" {
    return this.#phase;
  }
  /** Of the app that is kept so far, from 0 to 1. */
  get share(): number {
    return this.#share;
  }
  /** What is kept, without the user's own work. */
  get bytes(): number {
    return this.#bytes;
  }
  get problem(): KeepingProblem | null {
    return this.#problem;
  }
  get updateReady(): boolean {
    return this.#updateReady;
  }
  /** A run goes on, here or in another tab: no version is replaced under it. */
  get heldBack(): boolean {
    return this.#page.trains || this.#someTabTrains;
  }
  get canInstall(): boolean {
    return this.#canInstall && this.#phase === "ready";
  }

  /** Keeps the app, and resolves when it is kept or could not be. */
  async start(): Promise<void> {
    if (!this.#keeper) return;
    this.#phase = "preparing";
    followInstallOffer((can) => (this.#canInstall = can));
    try {
      await this.#keeper.start((event) => this.#hear(event));
      if (this.#phase === "preparing") this.#phase = "failed";
    } catch {
      this.#phase = "failed";
    }
  }

  /** Takes the waiting version in all tabs, unless a run goes on in one. */
  async update(): Promise<void> {
    if (!this.#updateReady || this.heldBack) return;
    await this.#page.settle();
    this.#someTabTrains = !(await this.#keeper?.update());
  }

  install(): Promise<void> {
    return install();
  }

  #hear(event: KeeperEvent): void {
    switch (event.type) {
      case "share":
        this.#share = event.share;
        return;
      case "problem":
        this.#problem = event.problem;
        return;
      case "kept":
        this.#bytes = event.bytes;
        this.#phase = "ready";
        return;
      case "waiting":
        if (!this.#updateReady) setInterval(() => void this.#lookAtTabs(), LOOK_EVERY);
        this.#updateReady = true;
        void this.#lookAtTabs();
        return;
      case "replaced":
        void this.#loadAnew();
        return;
      default:
        event satisfies never;
    }
  }

  async #lookAtTabs(): Promise<void> {
    this.#someTabTrains = (await this.#keeper?.someTabTrains()) ?? false;
  }

  /** A run that began meanwhile goes on with the version it began with: its files are there while this tab is. */
  async #loadAnew(): Promise<void> {
    if (this.#page.trains) return;
    await this.#page.settle();
    this.#keeper?.reload();
  }
}
