import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import type { Storage } from "./storage.ts";

/** Where a project's files lie: as blobs of its record, named as its config names them, so that a backup carries them. */
const FOLDER = "assets/";

/** A file as a config names it. */
export const assetPart = (name: string): string => (name.startsWith(FOLDER) ? name : FOLDER + name);

/** The files of a record, by their names. */
export const assetsOf = (record: { readonly blobs: Readonly<Record<string, unknown>> }): readonly string[] => Object.keys(record.blobs).filter((part) => part.startsWith(FOLDER)).toSorted();

/**
 * Reads the files that configs name. The bytes of those that are there are kept, and the same file gives the same bytes: whoever reads them
 * may remember what he found.
 */
export function assetReader(storage: Promise<Storage>): (name: string, project: string | undefined) => Promise<Outcome<Uint8Array>> {
  const kept = new Map<string, Uint8Array>();
  return async (name, project) => {
    const open = await storage;
    const found = project === undefined ? success(undefined) : await open.get("project", project);
    if (!found.ok) return found;
    const blobs = found.value?.blobs ?? {};
    const part = assetPart(name);
    const ref = Object.hasOwn(blobs, part) ? blobs[part] : undefined;
    if (!found.value || !ref) return failure(error([], words.noAsset(assetsOf({ blobs }))));
    const known = kept.get(ref.id);
    if (known) return success(known);
    const read = await open.blob(found.value, part);
    if (!read.ok) return read;
    const named = new Set(Object.values(blobs).map(({ id }) => id));
    for (const id of kept.keys()) if (!named.has(id)) kept.delete(id); // another project's, or one that was replaced
    kept.set(ref.id, read.value);
    return read;
  };
}
