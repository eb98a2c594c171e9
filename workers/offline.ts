/** What the page and the service worker say to each other: types only, since they share no code at run time. */

/** The Web Lock that a tab holds while it trains: tabs heed it, and no version takes over meanwhile. */
export type TrainerLock = "fidelio/trainer";

/** A file of the app as the build lists it: `revision` is the SHA-256 of its content in hexadecimal. */
export interface KeptFile {
  /** Relative to the app's folder. */
  readonly url: string;
  readonly revision: string;
  readonly bytes: number;
}

/** Asked by the page; the answer comes over the port that was sent along. */
export type Question = "status" | "update";

/** To "status". */
export interface Status {
  /** The name of this version's cache; a tab that holds a lock of this name keeps the cache alive. */
  readonly version: string;
  readonly bytes: number;
  /** Every file is kept: nothing more will be fetched. */
  readonly complete: boolean;
}

/** To "update": a run that goes on in some tab holds it back. */
export interface Replaced {
  readonly replaced: boolean;
}

/** Why the app could not be kept: the file it failed at and what was wrong with it, or what the browser said. */
export type KeepingProblem =
  | { readonly kind: "unreachable" | "missing" | "changed"; readonly file: string }
  | { readonly kind: "full" }
  | { readonly kind: "other"; readonly detail: string };

/** Told to every page while a version is being fetched. */
export type News = { readonly share: number } | { readonly problem: KeepingProblem };
