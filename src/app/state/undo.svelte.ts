import { t } from "../messages/index.ts";
import type { ChangesState } from "./changes.svelte.ts";
import type { DocumentState } from "./document.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";

/** One undo stack of what was done in this visit: edits of the config and changes to the data, the latest first. Whatever is done anew ends what could be done again. */
export class UndoState {
  readonly #document: DocumentState;
  readonly #changes: ChangesState;
  readonly #toasts: Toasts;
  readonly #mayEdit: () => boolean;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(of: { readonly document: DocumentState; readonly changes: ChangesState; readonly toasts: Toasts; readonly mayEdit: () => boolean }) {
    this.#document = of.document;
    this.#changes = of.changes;
    this.#toasts = of.toasts;
    this.#mayEdit = of.mayEdit;
  }

  /** What `undo` takes back and `redo` brings back, by name; null: nothing. */
  get undoes(): string | null {
    const latest = this.#ofData ? this.#changes.latest : null;
    return latest ? named(latest) : this.#document.canUndo ? this.#document.undoes : null;
  }
  get redoes(): string | null {
    const next = this.#nextOfData ? this.#changes.next : null;
    return next ? named(next) : this.#document.canRedo ? this.#document.redoes : null;
  }

  undo(): void {
    this.#inTurn(async () => {
      const said = this.undoes;
      if (!this.#ofData) this.#document.undo();
      else if (said !== null && (await this.#changes.undo())) this.#toasts.say(t.shell.undoWhat(said));
    });
  }

  redo(): void {
    this.#inTurn(async () => {
      const said = this.redoes;
      if (this.#nextOfData) {
        if (said !== null && (await this.#changes.redo())) this.#toasts.say(t.shell.redoWhat(said));
      } else this.#document.redo();
    });
  }

  /** Was the data changed later than the config? */
  get #ofData(): boolean {
    const { latest } = this.#changes;
    return latest !== null && this.#mayEdit() && latest.at > this.#document.madeAt;
  }
  /** Of the two, what was made first is brought back first. */
  get #nextOfData(): boolean {
    const { next } = this.#changes;
    return next !== null && this.#mayEdit() && (!this.#document.canRedo || next.at < this.#document.nextAt);
  }

  /** One after the other: a change to the data takes a moment. */
  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work);
  }
}

const named = ({ changes }: NonNullable<ChangesState["latest"]>): string => (changes.length === 1 ? t.changes.done(changes[0]!) : t.changes.several(changes.length));
