/** How records and their bytes find each other. */
import { words } from "../messages/en/storage.ts";
import { hashOf } from "./hash.ts";
import type { BlobRef, RecordKind } from "./records.ts";
import type { BlobStore } from "./storage.ts";

const safe = (id: string): string => id.replace(/[^\w-]/g, "_").slice(0, 80);

/** A name that no bytes had before; it says whose they are, should the record be lost. */
export const newBlobId = (kind: RecordKind, id: string): string => `${kind}.${safe(id)}.${crypto.randomUUID()}`;

/** Does a blob bear the name of this record? Ids of the first format began with the record's. */
export const bearsName = (blob: string, kind: RecordKind, id: string): boolean => blob.startsWith(`${kind}.${safe(id)}.`) || blob.startsWith(`${id}.`);

/** Of a record in any state; empty when it has none that is a text. */
export const idOf = (record: unknown): string => (typeof record === "object" && record !== null && "id" in record && typeof record.id === "string" ? record.id : "");

/** part → blob id, as far as a record of any format and in any state names them. */
export function blobsNamedBy(record: unknown): Record<string, string> {
  const named: unknown = typeof record === "object" && record !== null && "blobs" in record ? record.blobs : null;
  if (typeof named !== "object" || named === null) return {};
  return Object.fromEntries(Object.entries(named).flatMap(([part, ref]: [string, unknown]) => {
    const id: unknown = typeof ref === "object" && ref !== null && "id" in ref ? ref.id : ref;
    return typeof id === "string" ? [[part, id] as const] : [];
  }));
}

/** Bytes as a record will name them. */
export const refTo = async (id: string, bytes: Uint8Array): Promise<BlobRef> => ({ id, length: bytes.length, hash: await hashOf(bytes) });

/** Why these are not the bytes that were saved; undefined when they are, or when nothing is known of them. */
export async function faultOf(part: string, ref: BlobRef, bytes: Uint8Array | undefined): Promise<string | undefined> {
  if (!bytes) return words.gone(part);
  if (ref.length !== null && ref.length !== bytes.length) return words.cutShort(part, ref.length, bytes.length);
  if (ref.hash !== null && ref.hash !== (await hashOf(bytes))) return words.changed(part);
  return undefined;
}

/** Remove as many as can be; what stays is swept at a later start. */
export const discard = async (blobs: BlobStore, ids: Iterable<string>): Promise<void> => void (await Promise.allSettled(Array.from(ids, (id) => blobs.remove(id))));
