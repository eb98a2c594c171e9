/** One undo stack over immutable values. Safe for the page: imports nothing. */

export interface History<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** What a redo brings back, next first. */
  readonly future: readonly T[];
  /** What the last push was part of: typing in one field goes on, and one undo takes all of it back. */
  readonly burst: string | null;
}

const LONGEST = 500;

export const historyOf = <T>(present: T): History<T> => ({ past: [], present, future: [], burst: null });

/**
 * A new present; an equal one changes nothing. Pushes of the same `burst` in a row (the path of a field, say) become one step;
 * null starts a step of its own. The oldest steps are forgotten beyond 500.
 */
export function push<T>(history: History<T>, present: T, burst: string | null = null): History<T> {
  if (Object.is(present, history.present)) return history;
  const goesOn = burst !== null && burst === history.burst;
  return { past: goesOn ? history.past : [...history.past, history.present].slice(-LONGEST), present, future: [], burst };
}

/** End a burst: the field lost its focus, the typing paused. */
export const settle = <T>(history: History<T>): History<T> => (history.burst === null ? history : { ...history, burst: null });

export function undo<T>(history: History<T>): History<T> {
  if (history.past.length === 0) return history;
  const { past, present, future } = history;
  return { past: past.slice(0, -1), present: past.at(-1) as T, future: [present, ...future], burst: null }; // not empty, checked above
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (history.future.length === 0) return history;
  return { past: [...history.past, history.present], present: next as T, future, burst: null }; // not empty, checked above
}

export const canUndo = (history: History<unknown>): boolean => history.past.length > 0;
export const canRedo = (history: History<unknown>): boolean => history.future.length > 0;
