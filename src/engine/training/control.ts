import type { RunControl } from "./events.ts";

/** The hand on a run, and the setting of it. */
export interface SettableControl extends RunControl {
  set(wish: RunControl["wish"]): void;
  askForCheckpoint(): void;
}

export function runControl(): SettableControl {
  let wish: RunControl["wish"] = "run";
  let checkpointAsked = false;
  const listeners: (() => void)[] = [];
  return {
    get wish() { return wish; },
    changed: () => new Promise((resolve) => { listeners.push(resolve); }),
    set(next) {
      wish = next;
      listeners.splice(0).forEach((listener) => listener());
    },
    askForCheckpoint() { checkpointAsked = true; },
    takeCheckpointWish() {
      const asked = checkpointAsked;
      checkpointAsked = false;
      return asked;
    },
  };
}
