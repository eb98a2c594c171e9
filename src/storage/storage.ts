import type { Outcome, Problem } from "../engine/schema/problem.ts";
import type { Draft, RecordKind, RecordKinds } from "./records.ts";

/** Where projects, runs and data sets are kept. Expected failures (full disk, newer record) are returned, not thrown. */
export interface Storage {
  /** `memory`: nothing outlives the tab (a private window, blocked storage); `why` says so to the user. */
  readonly kind: "indexeddb" | "memory";
  readonly why: string;
  /** All records of a kind that can be read, and a problem for each that cannot. */
  list<K extends RecordKind>(kind: K): Promise<{ readonly records: readonly RecordKinds[K][]; readonly problems: readonly Problem[] }>;
  /** Undefined when there is none of that id. */
  get<K extends RecordKind>(kind: K, id: string): Promise<Outcome<RecordKinds[K] | undefined>>;
  /**
   * Write a record: new blobs first, then the record that names them, then the blobs it no longer names are removed, so that a
   * kill between any two steps leaves the old record whole. Blobs not given stay as they were.
   */
  put<K extends RecordKind>(kind: K, draft: Draft<K>, blobs?: Readonly<Record<string, Uint8Array>>): Promise<Outcome<RecordKinds[K]>>;
  remove(kind: RecordKind, id: string): Promise<void>;
  /** The bytes of one blob of a record; a failure when they are gone or cut short. */
  blob(record: { readonly blobs: Readonly<Record<string, string>> }, part: string): Promise<Outcome<Uint8Array>>;
}

/** Bytes by id. `write` ends when they are kept. */
export interface BlobStore {
  write(id: string, bytes: Uint8Array): Promise<void>;
  read(id: string): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
}
/** Cloneable records by kind and id. */
export interface RecordStore {
  all(kind: RecordKind): Promise<readonly unknown[]>;
  get(kind: RecordKind, id: string): Promise<unknown>;
  put(kind: RecordKind, record: { readonly id: string }): Promise<void>;
  remove(kind: RecordKind, id: string): Promise<void>;
}
