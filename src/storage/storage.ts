import type { Outcome, Problem } from "../engine/schema/problem.ts";
import type { BlobRefs, Draft, GivenBlobs, RecordKind, RecordKinds } from "./records.ts";

/**
 * Where projects, runs and data sets are kept. Nothing here throws: a full disk, a closed connection, a record that cannot be read
 * are returned as sentences, and what the caller has in memory is untouched.
 */
export interface Storage {
  /** `memory`: nothing outlives the tab (a private window, blocked storage); `why` says so to the user. */
  readonly kind: "indexeddb" | "memory";
  readonly why: string;
  /** All records of a kind that can be read, and a problem for each that cannot. */
  list<K extends RecordKind>(kind: K): Promise<{ readonly records: readonly RecordKinds[K][]; readonly problems: readonly Problem[] }>;
  /** Undefined when there is none of that id. */
  get<K extends RecordKind>(kind: K, id: string): Promise<Outcome<RecordKinds[K] | undefined>>;
  /**
   * Write a record: new blobs first, read back and compared, then the record that names them, then the blobs it no longer names are
   * removed, so that a kill between any two steps leaves the old or the new record whole. Blobs not given stay as they were.
   */
  put<K extends RecordKind>(kind: K, draft: Draft<K>, blobs?: GivenBlobs): Promise<Outcome<RecordKinds[K]>>;
  /** As `put`, but blobs not given are dropped. */
  replace<K extends RecordKind>(kind: K, draft: Draft<K>, blobs: GivenBlobs): Promise<Outcome<RecordKinds[K]>>;
  /** The record first, then its blobs. One that is set aside is removed too: only the user asks for that. */
  remove(kind: RecordKind, id: string): Promise<Outcome<null>>;
  /** The bytes of one blob of a record; a failure when they are not the ones that were saved. */
  blob(record: { readonly blobs: BlobRefs }, part: string): Promise<Outcome<Uint8Array>>;
  /** What cannot be opened. It stays as it is until the user removes it. */
  setAside(): Promise<readonly SetAside[]>;
  /** A zip of a record as it lies there, readable or not, and of its bytes. */
  rescue(kind: RecordKind, id: string): Promise<Outcome<Blob>>;
  /** Record id → bytes, those of its blobs included. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  /** Hear of what other tabs and workers save or remove; returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** Remove the bytes that no record names, as a kill leaves them; never while someone writes. Gives their number. */
  sweep(): Promise<Outcome<number>>;
  readonly raw: RawStorage;
}

/** Records and bytes as they lie there, for a rescue or a backup. */
export interface RawStorage {
  ids(kind: RecordKind): Promise<Outcome<readonly string[]>>;
  /** The record, undefined when there is none, and every blob that it names or that bears its name. */
  read(kind: RecordKind, id: string): Promise<Outcome<{ readonly record: unknown; readonly blobs: Readonly<Record<string, string>> }>>;
  blob(id: string): Promise<Outcome<Uint8Array | undefined>>;
  /** While `work` goes on, nobody writes that record; `work` must not write it either. */
  still<T>(kind: RecordKind, id: string, work: () => Promise<T>): Promise<T>;
}

export interface SetAside {
  readonly kind: RecordKind;
  readonly id: string;
  readonly reason: "damaged" | "newer";
  readonly message: string;
}
export interface Change { readonly kind: RecordKind; readonly id: string }

/** Bytes by id. `write` ends when they are kept. What fails is thrown. */
export interface BlobStore {
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** Whoever reads has the bytes for itself. */
  read(id: string): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
  /** Every id, and its length in bytes. */
  sizes(): Promise<ReadonlyMap<string, number>>;
}
/** Cloneable records by kind and id. What fails is thrown. */
export interface RecordStore {
  /** Throws where nothing may be changed. */
  claim(): Promise<void>;
  all(kind: RecordKind): Promise<readonly unknown[]>;
  get(kind: RecordKind, id: string): Promise<unknown>;
  put(kind: RecordKind, record: { readonly id: string }): Promise<void>;
  remove(kind: RecordKind, id: string): Promise<void>;
}

/** What a storage is made of. */
export interface Parts {
  readonly records: RecordStore;
  readonly blobs: BlobStore;
  readonly locks: Locks;
  readonly changes: ChangePort;
}

/** Named locks; whoever ends, ended or killed, gives his back. */
export interface Locks {
  shared<T>(name: string, work: () => Promise<T>): Promise<T>;
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Exclusive, if nobody holds it now; else undefined, and `work` is not called. */
  ifFree<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

/** Carries notes between the storages of one browser. */
export interface ChangePort {
  post(note: Note): void;
  listen(listener: (note: Note) => void): () => void;
}
/** A record changed, or bytes were found to be damaged. */
export type Note = Change | { readonly damaged: string };
