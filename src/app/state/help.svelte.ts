import type { Memo } from "./memo.ts";

const SINGLE_KEYS = "single-keys";

/** The two pages of help that lie over any screen, and whether keys without Ctrl do something (WCAG 2.1.4 wants them to be switched off). */
export class HelpState {
  readonly #memo: Memo;
  #page = $state<"shortcuts" | "glossary" | null>(null);
  #singleKeys = $state(true);

  constructor(memo: Memo) {
    this.#memo = memo;
    this.#singleKeys = memo.read(SINGLE_KEYS) !== "off";
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
    this.#memo.write(SINGLE_KEYS, on ? "on" : "off");
  }
}
