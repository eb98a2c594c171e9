import type { RunView } from "../screens/props.ts";
import { afterEvent } from "./run-view.ts";
import type { TabsState } from "./tabs.svelte.ts";

/** The run of a project as another tab trains it: a picture when this tab comes, and from then on every event. */
export class FollowedRun {
  readonly #tabs: TabsState;
  readonly #project: string;
  readonly #silence: readonly (() => void)[];
  #view = $state.raw<RunView | null>(null);

  /** `own`: what this tab trains itself, for those who ask; null when it trains nothing. */
  constructor(tabs: TabsState, project: string, own: () => RunView | null) {
    this.#tabs = tabs;
    this.#project = project;
    this.#silence = [
      tabs.hear("run?", (asked) => {
        const view = asked.project === project ? own() : null;
        if (view) this.tell(view); // others who follow are asked too, and know nothing
      }),
      tabs.hear("run", (told) => {
        if (told.project === project) this.#view = told.view;
      }),
      tabs.hear("event", (told) => {
        if (told.project !== project) return;
        if (this.#view?.id === told.run) this.#view = afterEvent(this.#view, told.event);
        else this.ask();
      }),
    ];
  }

  get view(): RunView | null {
    return this.#view;
  }

  ask(): void {
    this.#tabs.say({ kind: "run?", project: this.#project });
  }

  tell(view: RunView | null): void {
    this.#tabs.say({ kind: "run", project: this.#project, view });
  }

  /** What was followed is kept now, or trained here. */
  forget(): void {
    this.#view = null;
  }

  stop(): void {
    this.#silence.forEach((silence) => silence());
  }
}
