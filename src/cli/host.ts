/** What the engine asks of its surroundings, answered by Node: files through the same reader as in the browser. */
import { totalmem } from "node:os";
import { version } from "../../package.json";
import type { BackendWish } from "../engine/acceleration/report.ts";
import type { EngineApi } from "../engine/api.ts";
import { LARGEST_PART } from "../engine/data/encoded.ts";
import { createEngine } from "../engine/engine.ts";
import { MEMORY } from "../engine/training/streaming/storing.ts";
import type { Combination } from "../ingest/combine/combination.ts";
import type { DataSet } from "../ingest/data-api.ts";
import { DataSets } from "../ingest/data-set.ts";
import { withMedia } from "../ingest/pictures/remote.ts";
import { soundly } from "../ingest/pictures/sound.ts";
import { words } from "../messages/en/cli.ts";
import { assetsBeside } from "./assets.ts";
import { blobAt, sourceAt } from "./files.ts";
import { decodePicture } from "./pictures.ts";
import { describe, valueOf } from "./problems.ts";
import { temporarySpills } from "./spills.ts";
import { threadsFrom } from "./threads.ts";

/** Bytes of encoded rows that a run holds in memory: an eighth of the machine's, but no more than an array may have. */
const MEMORY_HERE = Math.min(LARGEST_PART, Math.max(MEMORY, totalmem() / 8));

/** Built beside the command line. */
const HELPER = new URL("./helper.mjs", import.meta.url);

export interface Opened {
  readonly engine: EngineApi;
  readonly data: DataSets;
  /** Reads a table; its path is its id. whole: what is noted of many files or rows is told of each. */
  open(path: string, whole?: boolean): Promise<DataSet>;
  /** Reads tables of training, validation and test rows as one, with a column that says which is which. */
  openParts(parts: readonly { readonly path: string; readonly name: string; readonly part: 0 | 1 | 2 }[]): Promise<DataSet>;
}

/** `tell` hears what is worth knowing of a table that was read: uneven rows, renamed columns. config: files that it names lie beside it. */
export function openEngine(tell: (sentence: string) => void, config?: string): Opened {
  const data = new DataSets(null, decodePicture);
  const told = (set: DataSet, path: string, whole = false): DataSet => {
    for (const problem of set.notes) tell([describe(problem, path), ...(whole ? (problem.all ?? []) : [])].join("\n  ") + "\n");
    return set;
  };
  return {
    engine: createEngine({ version, decodePicture: soundly(decodePicture), spills: temporarySpills, table: async (id) => withMedia(await data.table(id), id, data), ...(config !== undefined && { asset: assetsBeside(config) }) }, { memory: MEMORY_HERE, backends: { gpu: null, timeout: 20_000, threads: threadsFrom(HELPER) }, statistics: true }),
    data,
    async open(path, whole) {
      return told(valueOf(await data.open(path, await sourceAt(path, words.file.table), {}), path), path, whole);
    },
    async openParts(parts) {
      const files = await Promise.all(parts.map(async ({ path, name }) => ({ path: name, file: await blobAt(path, words.file.table) })));
      const [first] = parts;
      const id = parts.map(({ path }) => path).join(" + ");
      const together: Combination = { way: "parts", tables: parts.map(({ name, part }) => ({ name, part })) };
      const set = valueOf(await data.open(id, { name: first!.name, files }, { together }), id);
      return told(set, id);
    },
  };
}

/** The option was checked against these names already. */
export const backendWish = (name = "auto"): BackendWish => (name === "cpu" || name === "wasm" ? name : "auto");
