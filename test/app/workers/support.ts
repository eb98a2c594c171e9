/** Workers that live in this process: an api, a lock of the given manager, and a death at a word. */
import type { Life } from "../../../workers/life.ts";
import type { Spawned, Watch } from "../../../src/app/workers/living.ts";
import type { MemoryLocks } from "../support/browser.ts";

/** One worker as a test holds it. */
export interface Puppet<Api> extends Spawned<Api> {
  /** Gone, as by a crash or `terminate()`: nothing answers any more, and its locks are free. */
  die(): void;
  /** It lives, but never comes to its messages again. */
  hang(): void;
  readonly terminated: boolean;
  fail(reason: string): void;
}

export const watchWith = (locks: MemoryLocks | null, more: Partial<Watch> = {}): Watch => {
  let ids = 0;
  return { locks, newId: () => `${(ids += 1)}`, startWithin: 200, beat: 10, beats: 3, ...more };
};

export function puppet<Api extends object>(api: Api, locks: MemoryLocks | null): Puppet<Api> {
  let deaf = false;
  let letGo = () => {};
  let failed = (_reason: string) => {};
  const never = new Promise<never>(() => {});
  const heard = <A extends object>(target: A): A => new Proxy(target, {
    get: (from, name) => (...args: unknown[]) => (deaf ? never : Reflect.apply(Reflect.get(from, name) as (...all: unknown[]) => unknown, from, args)), // every member of an api is a method
  });
  const life: Life = {
    hold: (name) => new Promise((held) => {
      if (!locks) return held(false);
      void locks.request(name, {}, () => {
        held(true);
        return new Promise<void>((free) => (letGo = free));
      });
    }),
    speak: async () => undefined,
    knock: async () => undefined,
  };
  const self = {
    api: heard(api),
    life: heard(life),
    terminated: false,
    onError: (listener: (reason: string) => void) => void (failed = listener),
    terminate: () => {
      self.terminated = true;
      self.die();
    },
    die: () => {
      deaf = true;
      letGo();
    },
    hang: () => void (deaf = true),
    fail: (reason: string) => failed(reason),
  };
  return self;
}
