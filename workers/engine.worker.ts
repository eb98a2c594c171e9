/** The engine worker: the engine behind comlink, with the browser's GPU, and tables from the data worker's own channel. */
import { place } from "./privacy.ts";
import * as Comlink from "comlink";
import { version } from "../package.json";
import type { GpuPort } from "../src/engine/acceleration/ports.ts";
import type { CheckpointStore, SpillStore } from "../src/engine/api.ts";
import { createEngine } from "../src/engine/index.ts";
import { soundly } from "../src/ingest/pictures/sound.ts";
import { MEMORY } from "../src/engine/training/streaming/storing.ts";
import { error, failure } from "../src/engine/schema/problem.ts";
import { assetReader } from "../src/storage/assets.ts";
import { checkpointStore } from "../src/storage/checkpoints.ts";
import { openStorage } from "../src/storage/index.ts";
import { opfsSpills } from "../src/storage/spills.ts";
import { guarded, policyInForce } from "./guard.ts";
import { life } from "./life.ts";
import { decodePicture } from "./pictures.ts";
import { Tables } from "./tables.ts";
import { threadsOf } from "./threads.ts";

const tables = new Tables();

const gpu: GpuPort | null = "gpu" in navigator ? navigator.gpu : null;

const storage = policyInForce.then(() => openStorage());
const kept = checkpointStore(storage);
const checkpoints: CheckpointStore = {
  load: kept.load,
  async save(run, checkpoint) {
    const { kind, why } = await storage;
    // The memory of a worker ends with it: there would be nothing to resume from.
    return kind === "memory" ? failure(error([], why)) : kept.save(run, checkpoint);
  },
};

/** Bytes of rows in memory, by what the browser tells of the machine's in GiB (Chromium does, and no more than 8): a sixteenth. */
const { deviceMemory = 8 } = navigator as { readonly deviceMemory?: number };
const memory = Math.min(MEMORY, (deviceMemory * 2 ** 30) / 16);

let spills: SpillStore | undefined;
void policyInForce.then(opfsSpills).then((found) => { spills = found; });

let helper: string | null = null;
const lendThreads = (script: string | null): void => { helper = script; };

const engine = createEngine({
  version,
  table: (id) => tables.table(id),
  decodePicture: soundly(decodePicture),
  asset: assetReader(storage),
  checkpoints,
  get spills() { return spills; },
}, { backends: { gpu, timeout: 20_000, get threads() { return threadsOf(helper); } }, memory });

Comlink.expose(guarded({ ...engine, ...life, ...place, lendThreads, connect: (port: MessagePort) => tables.connect(port) }));
