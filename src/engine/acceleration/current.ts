import { startBackend, type RunningBackend } from "./backends.ts";
import type { GivenUp } from "./health.ts";
import type { Experience } from "./experience.ts";
import type { BackendPorts } from "./ports.ts";
import { fastest, type Match } from "./referee.ts";
import type { BackendName, BackendWish } from "./report.ts";

/** The one backend that runs; tensors live and die with it. */
export interface CurrentBackend {
  /** The running one when it answers the wish, is sound and not given up; else `onChange` is called, and another is started. */
  use(wish: BackendWish, givenUp?: GivenUp): Promise<RunningBackend>;
  /** The one on which a model trains fastest; another is started where that has to be found out. */
  fastest(match: Match, known: Experience, givenUp?: GivenUp): Promise<RunningBackend>;
  /** The running one when it is sound, whatever was wished for: for work beside a run. */
  useAny(wish: BackendWish): Promise<RunningBackend>;
  /** Whatever runs or is being started; null before the first use. */
  settled(): Promise<RunningBackend | null>;
  /** Work during which the backend will not change. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

export function currentBackend(ports: BackendPorts, onChange: () => void): CurrentBackend {
  let running: RunningBackend | null = null;
  let wished: BackendWish | null = null;
  let changes: Promise<unknown> = Promise.resolve();
  const work = new Set<Promise<unknown>>();

  async function start(wish: BackendWish, givenUp: GivenUp): Promise<RunningBackend> {
    await Promise.allSettled(work);
    onChange();
    running = null;
    running = await startBackend(wish, ports, givenUp);
    wished = givenUp.size === 0 ? wish : running.report.chosen; // the next to wish for it may have better luck
    return running;
  }
  const use = (wish: BackendWish, fits: (chosen: BackendName) => boolean, givenUp: GivenUp): Promise<RunningBackend> => {
    const next = changes.then(() =>
      running && running.health.failure === null && fits(running.report.chosen) ? running : start(wish, givenUp));
    changes = next.catch(() => {}); // told to the caller; the next wish may still be met
    return next;
  };
  const useWished = (wish: BackendWish, givenUp: GivenUp): Promise<RunningBackend> =>
    use(wish, (chosen) => (wish === wished || wish === chosen) && !givenUp.has(chosen), givenUp);
  const during = async <T>(task: () => Promise<T>): Promise<T> => {
    const doing = task();
    work.add(doing);
    try {
      return await doing;
    } finally {
      work.delete(doing);
    }
  };
  return {
    use: (wish, givenUp = new Map()) => useWished(wish, givenUp),
    fastest: ({ load, trial }, known, givenUp = new Map()) =>
      fastest({ load, trial: (on, patience) => during(() => trial(on, patience)) }, useWished, known, givenUp),
    useAny: (wish) => use(wish, () => true, new Map()),
    async settled() {
      await changes;
      return running;
    },
    during,
  };
}
