import { words } from "../../messages/en/acceleration.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { anew, type Captured, type Repeated } from "./repeat.ts";

/** What a backend has written down of a computation while it did it. */
export interface Recorded<T extends readonly Tensor[]> {
  readonly results: T;
  /** Why the same commands would not do the same again; null where they would. */
  readonly flaw: string | null;
  readonly captured: Captured;
  /** Issues the commands again. */
  replay(): void;
  /** Frees the results and what was held for the commands; not what others have taken over. */
  dispose(): void;
}

/** State is often made by the first step that needs it; the second finds it there. */
const ATTEMPTS = 2;

/** Records `work` in its first run, in the second one if the first cannot be repeated, and computes it anew from then on where neither can. */
export function repeatedBy<T extends readonly Tensor[]>(record: () => Recorded<T>, work: () => T): Repeated<T> {
  let recorded: Recorded<T> | null = null;
  let computed: Repeated<T> | null = null;
  let attempts = 0;
  let why: string | null = null;

  const free = (): void => {
    recorded?.dispose();
    recorded = null;
  };
  const again = (): T => {
    free();
    if (attempts === ATTEMPTS) return (computed = anew(work, why)).run();
    attempts++;
    recorded = heldToVariables(record);
    if (recorded.flaw !== null && attempts === ATTEMPTS) why = recorded.flaw;
    return recorded.results;
  };
  return {
    get captured() { return recorded?.flaw === null ? recorded.captured : null; },
    get why() { return why; },
    run() {
      if (computed) return computed.run();
      if (recorded?.flaw !== null) return again();
      recorded.replay();
      return recorded.results;
    },
    dispose() {
      free();
      computed?.dispose();
    },
  };
}

/** A variable that was given another tensor is a flaw: the commands know the old one, whose memory is someone else's by now. */
function heldToVariables<T extends readonly Tensor[]>(record: () => Recorded<T>): Recorded<T> {
  const before = new Map(Object.values(tf.engine().registeredVariables).map((variable) => [variable, variable.dataId]));
  const recorded = record();
  const replaced = [...before].filter(([variable, dataId]) => !variable.isDisposed && variable.dataId !== dataId);
  return replaced.length === 0 ? recorded : { ...recorded, flaw: words.capture.replaced(replaced.map(([{ name }]) => name)) };
}
