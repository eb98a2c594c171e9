import { projectLock, type TabsState } from "./tabs.svelte.ts";

/** What the holder of a claim is asked and told. */
export interface ClaimHooks {
  /** Why another tab may not have the project now; empty when it may. */
  refusal(): string;
  /** Save what waits: another tab is about to read it. */
  settle(): Promise<void>;
  /** The role changed after `take` had answered; `asked`: because the user wanted so, in this tab or another. */
  changed(role: "writer" | "follower", asked: boolean): void;
  refused(reason: string): void;
}

/** A tab that was just closed lets go within this time; only then is a project said to be open elsewhere. Milliseconds. */
const PATIENCE = 500;
const ANSWER_WITHIN = 8000;

/** The right to change one project: one tab at a time has it, the others follow and wait for it. */
export class ProjectClaim {
  readonly #tabs: TabsState;
  readonly #project: string;
  readonly #hooks: ClaimHooks;
  #role = $state<"none" | "writer" | "follower">("none");
  #leaving = $state(false);
  #asking = $state(false);
  #settled = false;
  #letGo: (() => void) | null = null;
  #waiting: AbortController | null = null;
  #silence: (() => void)[] = [];

  constructor(tabs: TabsState, project: string, hooks: ClaimHooks) {
    this.#tabs = tabs;
    this.#project = project;
    this.#hooks = hooks;
  }

  /** May this tab change the project? */
  get mayEdit(): boolean {
    return this.#role === "writer" && !this.#leaving && !this.#tabs.outdated;
  }
  /** Another tab has it. */
  get follows(): boolean {
    return this.#role === "follower";
  }
  /** The other tab was asked to hand over, and has not answered. */
  get asking(): boolean {
    return this.#asking;
  }
  /** The lock is held: what waits may still be saved, even when edits are refused already. */
  get holds(): boolean {
    return this.#role === "writer";
  }

  /** Resolves as soon as it is known whether this tab writes or follows. */
  async take(): Promise<void> {
    const { locks } = this.#tabs;
    if (!locks) {
      this.#role = "writer";
      return;
    }
    this.#settled = false;
    this.#silence = [
      this.#tabs.hear("handover?", ({ project }, from) => project === this.#project && void this.#asked(from)),
      this.#tabs.hear("refused", ({ project, to, reason }) => project === this.#project && to === this.#tabs.id && this.#answered(reason)),
    ];
    await Promise.race([this.#queue(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.#settled = true;
    if (this.#role === "none") this.#role = "follower";
  }

  /** Ask the writer to hand over. */
  workHere(): void {
    if (this.#role !== "follower" || this.#asking) return;
    this.#asking = true;
    this.#tabs.say({ kind: "handover?", project: this.#project });
    setTimeout(() => this.#asking && this.#answered(""), ANSWER_WITHIN);
  }

  /** Give the project back: it is closed here, or this page goes. */
  release(): void {
    this.#silence.forEach((stop) => stop());
    this.#silence = [];
    this.#waiting?.abort();
    this.#letGo?.();
    this.#letGo = null;
    this.#role = "none";
    this.#asking = false;
  }

  /** Follow from now on, as long as another tab wants to write. */
  async yield(): Promise<void> {
    if (this.#role !== "writer") return;
    this.#leaving = true;
    try {
      await this.#hooks.settle();
    } finally {
      this.#role = "follower";
      this.#letGo?.();
      this.#letGo = null;
      this.#leaving = false;
    }
    if (!this.#tabs.outdated) void this.#queue();
    this.#hooks.changed("follower", true);
  }

  /** Resolves when the lock is this tab's. */
  #queue(): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    return new Promise((granted) => {
      const held = () => new Promise<void>((letGo) => {
        this.#letGo = letGo;
        this.#granted();
        granted();
      });
      this.#tabs.locks?.request(projectLock(this.#project), { signal: waiting.signal }, held).catch((cause: unknown) => {
        if (!waiting.signal.aborted) throw cause;
      });
    });
  }

  #granted(): void {
    const asked = this.#asking;
    this.#asking = false;
    this.#role = "writer";
    if (this.#settled) this.#hooks.changed("writer", asked);
  }

  async #asked(by: string): Promise<void> {
    if (this.#role === "follower" && !this.#asking) {
      // Let the one who asked pass.
      this.#waiting?.abort();
      void this.#queue();
      return;
    }
    if (this.#role !== "writer") return;
    const reason = this.#hooks.refusal();
    if (reason) this.#tabs.say({ kind: "refused", project: this.#project, to: by, reason });
    else await this.yield();
  }

  #answered(reason: string): void {
    this.#asking = false;
    this.#hooks.refused(reason);
  }
}
