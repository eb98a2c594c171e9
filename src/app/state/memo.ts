/** Small facts that this browser remembers; where it refuses to, they last until the tab is closed. */
export interface Memo {
  read(name: string): string | null;
  write(name: string, value: string): void;
}

/** `local` may throw at every touch. */
export function browserMemo(local: () => Pick<globalThis.Storage, "getItem" | "setItem">): Memo {
  const held = new Map<string, string>();
  const key = (name: string) => `fidelio.${name}`;
  return {
    read(name) {
      try {
        return held.get(name) ?? local().getItem(key(name));
      } catch {
        return held.get(name) ?? null;
      }
    },
    write(name, value) {
      held.set(name, value);
      try {
        local().setItem(key(name), value);
      } catch {
        // held in memory
      }
    },
  };
}
