/** Named locks over all tabs and workers of a browser, as `navigator.locks` has them; the browser takes a lock back from whoever is gone. */
export interface Locks {
  request<T>(name: string, options: LockWish, held: (lock: unknown) => Promise<T>): Promise<T>;
}
/** `ifAvailable`: do not wait; `held` is then called with null when another has it. */
export interface LockWish { readonly ifAvailable?: boolean; readonly signal?: AbortSignal }

/** Null where there are none: an old browser, or a page opened from a file. */
export function browserLocks(): Locks | null {
  return "locks" in navigator && location.protocol !== "file:" ? navigator.locks : null;
}
