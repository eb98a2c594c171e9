import { sameCells, type DataSetStore, type KeptDataSet, type Loaded, type Packs } from "../../src/ingest/data-store.ts";
import { error, failure, success, type Outcome } from "../../src/engine/schema/problem.ts";

/** What a browser's storage does with data sets: everything is cloned on its way in and out. */
export class KeptTables implements DataSetStore {
  readonly kept = new Map<string, string>();
  readonly blobs = new Map<string, Record<string, Uint8Array>>();

  async save(id: string, kept: KeptDataSet, given: Parameters<DataSetStore["save"]>[2]): Promise<Outcome<Packs>> {
    const blobs: Record<string, Uint8Array> = {};
    for (const [name, source] of Object.entries(given)) blobs[name] = structuredClone(typeof source === "function" ? await source() : source);
    this.kept.set(id, JSON.stringify(kept));
    this.blobs.set(id, blobs);
    return success({ pack: packOf(blobs) });
  }
  async amend(id: string, kept: KeptDataSet): Promise<Outcome<boolean>> {
    const lies = this.kept.get(id);
    if (lies === undefined || !sameCells(JSON.parse(lies) as KeptDataSet, kept)) return success(false);
    this.kept.set(id, JSON.stringify(kept));
    return success(true);
  }
  async load(id: string): Promise<Outcome<Loaded>> {
    const kept = this.kept.get(id);
    if (kept === undefined) return failure(error([], "gone"));
    return success({ kept: JSON.parse(kept) as KeptDataSet, pack: packOf(structuredClone(this.blobs.get(id)!)) });
  }
  async remove(id: string): Promise<void> {
    this.kept.delete(id);
  }
}

const packOf = (blobs: Readonly<Record<string, Uint8Array>>): Packs["pack"] => async (name) => {
  const bytes = blobs[name];
  return bytes ? success(bytes) : failure(error([], `${name} is damaged`));
};
