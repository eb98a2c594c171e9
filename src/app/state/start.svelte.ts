import { t } from "../messages/index.ts";
import { late } from "../messages/late.ts";
import type { DatasetState } from "./dataset.svelte.ts";
import type { DocumentState } from "./document.svelte.ts";
import type { Step } from "./route.ts";
import type { RunsState } from "./runs.svelte.ts";

/** Why no run was started, and the step where that is mended; null: nowhere in this project. */
export interface Refusal { readonly text: string; readonly at: Step | null }

interface Of {
  readonly dataset: DatasetState;
  readonly document: DocumentState;
  readonly runs: RunsState;
  /** Why no run of any config can be started now; empty when one can. */
  busy(): string;
  /** Resolves when the text has all that was asked of it. */
  written(): Promise<unknown>;
  /** Resolves when it is saved. */
  saved(): Promise<unknown>;
}

/** The press on Train: may it be pressed, and what becomes of it. */
export class StartState {
  readonly #of: Of;
  #pressed = $state(false);

  constructor(of: Of) {
    this.#of = of;
  }

  /** Nothing that is known keeps it away; what was only just written is looked at when it is pressed. */
  get can(): boolean {
    const { document } = this.#of;
    return !this.#pressed && this.#obstacle === null && (document.inspecting || document.errors.length === 0);
  }

  /** Runs `start` once the engine has looked at what is written, unless something is wrong; a press while another lasts is the same press. */
  async press(start: () => Promise<void>): Promise<Refusal | null> {
    if (this.#pressed) return null;
    this.#pressed = true;
    try {
      const refusal = await this.#look();
      if (refusal === null) await start();
      return refusal;
    } finally {
      this.#pressed = false;
    }
  }

  async #look(): Promise<Refusal | null> {
    const { document, written, saved } = this.#of;
    await written();
    if (this.#obstacle) return this.#obstacle;
    await document.looked();
    await saved();
    const [first, ...others] = document.errors;
    return this.#obstacle ?? (first ? { text: late.train.cannot.wrong(first.message, first.line ?? null, others.length), at: "model" } : null);
  }

  /** What keeps it away whatever else the config says. */
  get #obstacle(): Refusal | null {
    const { dataset, document, runs, busy } = this.#of;
    const { inputs, outputs } = document.features;
    if (busy()) return { text: busy(), at: null };
    if (runs.goesOn) return { text: late.train.cannot.goesOn, at: "train" };
    if (!dataset.set) return { text: dataset.missing ? t.errors.dataGone : late.train.cannot.noRows, at: "data" };
    if (outputs.length === 0) return { text: t.data.chooseOutput, at: "data" };
    return inputs.length === 0 ? { text: t.data.chooseInput, at: "data" } : null;
  }
}
