export type ThemeChoice = "light" | "dark" | "system";

/** What the theme needs of a page; `public/theme.js` sets the same attribute before the first paint. */
export interface ThemePorts {
  /** Kept text, or null; may throw where storage is refused. */
  read(): string | null;
  write(choice: ThemeChoice): void;
  show(theme: "light" | "dark"): void;
  readonly prefersDark: { readonly matches: boolean; addEventListener(type: "change", listener: () => void): void };
}

/** Light, dark, or as the system says. */
export class Theme {
  readonly #ports: ThemePorts;
  #choice = $state<ThemeChoice>("system");

  constructor(ports: ThemePorts) {
    this.#ports = ports;
    const kept = attempt(() => ports.read());
    if (kept === "light" || kept === "dark") this.#choice = kept;
    ports.prefersDark.addEventListener("change", () => this.#show());
    this.#show();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    attempt(() => this.#ports.write(choice));
    this.#show();
  }

  #show(): void {
    const dark = this.#choice === "dark" || (this.#choice === "system" && this.#ports.prefersDark.matches);
    this.#ports.show(dark ? "dark" : "light");
  }
}

/** Where a browser refuses its storage the choice lasts until the tab is closed. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const KEY = "fidelio.theme";

export const pageTheme = (): ThemePorts => ({
  read: () => localStorage.getItem(KEY),
  write: (choice) => localStorage.setItem(KEY, choice),
  show: (theme) => document.documentElement.setAttribute("data-theme", theme),
  prefersDark: matchMedia("(prefers-color-scheme: dark)"),
});
