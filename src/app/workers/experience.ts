import type { Timed } from "../../engine/acceleration/experience.ts";

/** Keeps from visit to visit what was timed on this machine: a few kilobytes. */
export interface ExperienceMemory {
  /** Whatever was kept, nothing where nothing can be read. */
  read(): readonly unknown[];
  write(timed: readonly Timed[]): void;
}

const KEY = "fidelio.timed";

/** In the page's own small store; where a browser refuses it, models are timed anew on each visit. */
export function pageExperience(store: () => Pick<globalThis.Storage, "getItem" | "setItem"> = () => localStorage): ExperienceMemory {
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(store().getItem(KEY) ?? "[]");
        return Array.isArray(kept) ? (kept as readonly unknown[]) : [];
      } catch {
        return [];
      }
    },
    write(timed) {
      try {
        store().setItem(KEY, JSON.stringify(timed));
      } catch {
        // nothing depends on it
      }
    },
  };
}
