/** Where the choice is kept; both may throw where storage is refused, and the choice then lasts until the tab is closed. */
export interface KeptChoice {
  read(): string | null;
  write(choice: "on" | "off"): void;
}

const KEY = "fidelio.single-keys";
export const pageSingleKeys: KeptChoice = { read: () => localStorage.getItem(KEY), write: (choice) => localStorage.setItem(KEY, choice) };

/** The two pages of help that lie over any screen, and whether keys without Ctrl do something (WCAG 2.1.4 wants them to be switched off). */
export class HelpState {
  readonly #kept: KeptChoice;
  #page = $state<"shortcuts" | "glossary" | null>(null);
  #singleKeys = $state(true);

  constructor(kept: KeptChoice) {
    this.#kept = kept;
    try {
      this.#singleKeys = kept.read() !== "off";
    } catch {
      // refused: they stay on
    }
  }

  get page(): "shortcuts" | "glossary" | null {
    return this.#page;
  }
  get singleKeys(): boolean {
    return this.#singleKeys;
  }

  show(page: "shortcuts" | "glossary"): void {
    this.#page = page;
  }
  close(): void {
    this.#page = null;
  }
  setSingleKeys(on: boolean): void {
    this.#singleKeys = on;
    try {
      this.#kept.write(on ? "on" : "off");
    } catch {
      // refused: the choice holds in this tab
    }
  }
}
