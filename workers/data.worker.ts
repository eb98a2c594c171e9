/** The data worker: data sets behind comlink, for the page and, over a channel of its own, for the engine worker. */
import { place } from "./privacy.ts";
import * as Comlink from "comlink";
import type { Column } from "../src/engine/data/table.ts";
import type { DataApi, NamedTable } from "../src/ingest/data-api.ts";
import { DataSets } from "../src/ingest/data-set.ts";
import { fitsBlobs, isKept, sameCells, type DataSetStore } from "../src/ingest/data-store.ts";
import { error, failure, success } from "../src/engine/schema/problem.ts";
import { words } from "../src/messages/en/workers.ts";
import { sendable, share } from "../src/ingest/shared-cells.ts";
import { openStorage } from "../src/storage/index.ts";
import { guarded, policyInForce } from "./guard.ts";
import { life } from "./life.ts";
import { decodePicture } from "./pictures.ts";

const storage = policyInForce.then(() => openStorage());

const store: DataSetStore = {
  async save(id, kept, blobs) {
    const open = await storage;
    const saved = await open.replace("dataset", { id, name: kept.set.name, createdAt: Date.now(), meta: kept }, blobs);
    return saved.ok ? success({ pack: (part) => open.blob(saved.value, part) }) : saved;
  },
  async amend(id, kept) {
    const open = await storage;
    const found = await open.get("dataset", id);
    if (!found.ok) return found;
    const record = found.value;
    if (!record || !isKept(record.meta) || !sameCells(record.meta, kept)) return success(false);
    const saved = await open.put("dataset", { id, name: kept.set.name, createdAt: record.createdAt, meta: kept });
    return saved.ok ? success(true) : saved;
  },
  async load(id) {
    const open = await storage;
    const found = await open.get("dataset", id);
    if (!found.ok) return found;
    const record = found.value;
    if (!record) return failure(error([], words.dataGone));
    const kept = record.meta;
    const lengths = new Map(Object.entries(record.blobs).map(([part, { length }]) => [part, length]));
    if (!isKept(kept) || !fitsBlobs(kept, lengths)) return failure(error([], words.dataDamaged(record.name)));
    // One that was restored beside another of its id has a new one.
    return success({ kept: { ...kept, set: { ...kept.set, id } }, pack: (part) => open.blob(record, part) });
  },
  async remove(id) {
    await (await storage).remove("dataset", id);
  },
};

/** Hands over what it made for a call, and shares what it keeps. */
class TransferringDataSets extends DataSets implements DataApi {
  protected override settle(columns: readonly Column[]): void {
    if (crossOriginIsolated) share(columns);
  }

  override async table(id: string): Promise<NamedTable> {
    const named = await super.table(id);
    const { columns, moved } = sendable(named.table.columns);
    return Comlink.transfer({ ...named, table: { ...named.table, columns } }, [...moved]);
  }

  override async pixels(...asked: Parameters<DataApi["pixels"]>): ReturnType<DataApi["pixels"]> {
    const pictures = await super.pixels(...asked);
    return Comlink.transfer(pictures, pictures.flatMap((pixels) => (pixels ? [pixels.buffer as ArrayBuffer] : []))); // each made for this call
  }

  override async thumbnails(...asked: Parameters<DataApi["thumbnails"]>): ReturnType<DataApi["thumbnails"]> {
    const made = await super.thumbnails(...asked);
    return Comlink.transfer(made, made.flatMap((picture) => (picture ? [picture.rgba.buffer as ArrayBuffer] : []))); // each made for this call
  }
}

const sets = new TransferringDataSets(store, decodePicture);

/** Another worker asks for tables over this port; the page holds neither the port nor the tables. */
function connect(port: MessagePort): void {
  Comlink.expose(sets, port);
}

Comlink.expose(guarded(Object.assign(sets, { connect, ...life, ...place })));
