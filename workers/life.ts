import { setLocale, type LocaleName } from "../src/messages/locale.ts";

/** What every worker does beside its work: it holds a lock for as long as it lives, and answers a knock between two steps. */

export const life = {
  /** True once the lock is held: the browser takes it back when the worker is gone, however it went. False where there are no locks. */
  hold(name: string): Promise<boolean> {
    return new Promise((held) => {
      const asked = "locks" in navigator ? navigator.locks.request(name, () => {
        held(true);
        return new Promise<never>(() => undefined);
      }) : Promise.reject(new Error("internal: no locks"));
      asked.catch(() => held(false)); // refused too for a page opened from a file
    });
  },
  knock: async (): Promise<void> => undefined,
  /** Asked first of all: what the worker says is in the page's language. */
  speak: (locale: LocaleName): Promise<void> => setLocale(locale),
};
export type Life = typeof life;
