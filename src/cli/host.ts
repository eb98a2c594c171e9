/** What the engine asks of its surroundings, answered by Node: files through the same reader as in the browser. */
import { totalmem } from "node:os";
import { dirname } from "node:path";
import { version } from "../../package.json";
import type { BackendWish } from "../engine/acceleration/report.ts";
import type { EngineApi } from "../engine/api.ts";
import { LARGEST_PART } from "../engine/data/encoded.ts";
import { createEngine } from "../engine/engine.ts";
import { suggest } from "../engine/schema/suggest.ts";
import { MEMORY } from "../engine/training/streaming/storing.ts";
import type { Combination } from "../ingest/combine/combination.ts";
import type { DataSet, FolderFile } from "../ingest/data-api.ts";
import { DataSets } from "../ingest/data-set.ts";
import type { ReadOptions } from "../ingest/dialect.ts";
import { withMedia } from "../ingest/pictures/remote.ts";
import { soundly } from "../ingest/pictures/sound.ts";
import { words } from "../messages/en/cli.ts";
import { assetsBeside } from "./assets.ts";
import { picturesBeside } from "./beside.ts";
import { blobAt, sourceAt } from "./files.ts";
import { decodePicture } from "./pictures.ts";
import { describe, valueOf } from "./problems.ts";
import { temporarySpills } from "./spills.ts";
import { Mistake } from "./terminal.ts";
import { threadsFrom } from "./threads.ts";

/** Bytes of encoded rows that a run holds in memory: an eighth of the machine's, but no more than an array may have. */
const MEMORY_HERE = Math.min(LARGEST_PART, Math.max(MEMORY, totalmem() / 8));

/** Built beside the command line. */
const HELPER = new URL("./helper.mjs", import.meta.url);

interface Opening {
  /** What is noted of many files or rows is told of each. */
  readonly whole?: boolean;
  /** Of several: the sheet of a workbook, the list of a JSON file, the path in an archive or a folder. */
  readonly table?: string | undefined;
  /** What the column of a folder's pictures is called. */
  readonly pictures?: string | undefined;
}

export interface Opened {
  readonly engine: EngineApi;
  readonly data: DataSets;
  /** Reads a table, and the pictures that it names; its path is its id. */
  open(path: string, how?: Opening): Promise<DataSet>;
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
  /** The same table, read beside the pictures that lie where its cells say; as it is where none do. */
  const withPictures = async (set: DataSet, path: string, files: readonly FolderFile[], asked: ReadOptions): Promise<DataSet> => {
    if (set.dialect.among?.pictures) return set;
    const pictures = await picturesBeside((await data.table(set.id)).table, dirname(path));
    return pictures.length === 0 ? set : valueOf(await data.open(set.id, { name: set.name, files: [...files, ...pictures] }, asked), path);
  };
  return {
    engine: createEngine({ version, decodePicture: soundly(decodePicture), spills: temporarySpills, table: async (id) => withMedia(await data.table(id), id, data), ...(config !== undefined && { asset: assetsBeside(config) }) }, { memory: MEMORY_HERE, backends: { gpu: null, timeout: 20_000, threads: threadsFrom(HELPER) }, statistics: true }),
    data,
    async open(path, { whole, table, pictures } = {}) {
      const source = await sourceAt(path, words.file.table);
      const asked = { ...(table !== undefined && { sheet: table, among: table }), ...(pictures !== undefined && { pictures }) };
      const set = valueOf(await data.open(path, source, asked), path);
      if (table !== undefined) refuseOther(table, set, path);
      return told(source instanceof Blob ? await withPictures(set, path, [{ path: set.name, file: source }], asked) : set, path, whole);
    },
    async openParts(parts) {
      const files = await Promise.all(parts.map(async ({ path, name }) => ({ path: name, file: await blobAt(path, words.file.table) })));
      const [first] = parts;
      const id = parts.map(({ path }) => path).join(" + ");
      const together: Combination = { way: "parts", tables: parts.map(({ name, part }) => ({ name, part })) };
      const set = valueOf(await data.open(id, { name: first!.name, files }, { together }), id);
      return told(await withPictures(set, first!.path, files, { together }), id);
    },
  };
}

/** The option was checked against these names already. */
export const backendWish = (name = "auto"): BackendWish => (name === "cpu" || name === "wasm" ? name : "auto");

function refuseOther(table: string, { dialect }: DataSet, path: string): void {
  const sheets = "sheets" in dialect ? (dialect.sheets ?? []) : [];
  if (sheets.includes(table) || dialect.among?.chosen === table) return;
  throw new Mistake(words.data.noTable(path, table, suggest(table, [...sheets, ...(dialect.among?.tables ?? [])]).sentence));
}
