/** The data sets of one worker: reads, profiles, hands out windows and whole tables. Knows nothing of comlink. */
import { withChanges, type DataChange } from "../engine/data/changes.ts";
import type { ReadChange } from "../engine/data/changes-csv.ts";
import { cellOf, cellsOf, columnNamed, rawCell, type Cells, type Column, type Table } from "../engine/data/table.ts";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import { changesKept } from "./changes-kept.ts";
import { settingsOf, withChoices } from "./choices.ts";
import type { Bench } from "./combine/bench.ts";
import type { Combination } from "./combine/combination.ts";
import type { CombinedPreview, DataApi, DataSet, DataSource, FolderSource, MoreFiles, NamedTable, OnProgress, Progress, RowsWanted, TablesTogether } from "./data-api.ts";
import { pack, unpack, type DataSetStore, type KeptDataSet } from "./data-store.ts";
import type { ReadOptions, SourceReading } from "./dialect.ts";
import { Library } from "./pictures/library.ts";
import { packPictures, unpackPictures } from "./pictures/packs.ts";
import { known } from "./pictures/known.ts";
import { summarise, type PictureSummary } from "./pictures/summary.ts";
import { thumbnails, type Thumbnail } from "./pictures/thumbnails.ts";
import type { DecodePicture, Geometry } from "../engine/data/pictures/media.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Pace } from "./pace.ts";
import { readSource, readTables } from "./source-of-table.ts";
import { profileNow, profileOf, sameRows } from "./table-profile.ts";
import { beginning } from "../engine/data/profile.ts";
import { csvBlocks, type ExtraColumn, type WriteOptions } from "./write.ts";

interface Opened {
  readonly set: DataSet;
  /** As it was read, which is what is kept; and as the user changed it, which is what others see. */
  readonly raw: Table;
  readonly table: Table;
  /** Null once restored from storage, or put together of several. */
  readonly source: Blob | FolderSource | null;
  readonly library: Library;
  /** Where its cells and pictures lie in the store; null: they are not there yet. */
  readonly lies: Omit<KeptDataSet, "set"> | null;
}

const failed = (message: string): Outcome<never> => failure(error([], message));

export class DataSets implements DataApi {
  readonly #opened = new Map<string, Opened>();
  readonly #running = new Map<string, AbortController>();
  /** Tables side by side, of data sets whose user is choosing among them. */
  readonly #benches = new Map<string, Bench>();
  readonly #store: DataSetStore | null;
  readonly #decode: DecodePicture;
  #changes: Promise<unknown> = Promise.resolve();

  /** Without a store, `keep` and `restore` fail with a sentence; without a decoder, only bitmaps are pictures. */
  constructor(store: DataSetStore | null = null, decode: DecodePicture = async () => null) {
    this.#store = store;
    this.#decode = decode;
  }

  open(id: string, source: DataSource, options: ReadOptions, onProgress?: OnProgress, like?: string, more: MoreFiles = async () => []): Promise<Outcome<DataSet>> {
    const before = this.#opened.get(("to" in source ? source.to : like) ?? "")?.set;
    const asked = { ...chosenIn(before), ...options };
    if (source instanceof Blob) return this.#read(id, nameOf(source), source, asked, before, onProgress);
    return "text" in source
      ? this.#read(id, source.name, new Blob([source.text]), { ...asked, encoding: "utf-8" }, before, onProgress)
      : this.#read(id, source.name, source, asked, before, onProgress, more);
  }

  async reread(id: string, options: ReadOptions, onProgress?: OnProgress): Promise<Outcome<DataSet>> {
    const { source, set } = this.#get(id);
    if (!source) return failed(words.notAtHand(set.name));
    return this.#read(id, set.name, source, options, set, onProgress);
  }

  async tables(id: string): Promise<Outcome<TablesTogether>> {
    const { source, set } = this.#get(id);
    if (!source) return failed(words.notAtHand(set.name));
    return this.#task(id, async (pace) => {
      const read = await readTables(source, set.asked, { signal: pace.signal });
      if (!read.ok) return read;
      const bench = new (await import("./combine/bench.ts")).Bench(read.value);
      this.#benches.set(id, bench);
      return success(bench.look());
    });
  }

  async preview(id: string, combination: Combination): Promise<Outcome<CombinedPreview>> {
    return this.#benches.get(id)?.preview(combination) ?? failed(words.cancelled);
  }

  async leaveTables(id: string): Promise<void> {
    this.#benches.delete(id);
  }

  async cancel(id: string): Promise<void> {
    this.#running.get(id)?.abort();
  }

  async close(id: string): Promise<void> {
    this.#running.get(id)?.abort();
    this.#opened.delete(id);
    this.#benches.delete(id);
  }

  setMissing(id: string, column: string, spellings: readonly string[]): Promise<Outcome<DataSet>> {
    const missing = [...new Set(spellings.map((spelling) => spelling.trim()).filter((spelling) => spelling !== ""))];
    return this.#change(id, column, (old) => ({ ...old, missing }));
  }

  setDecimal(id: string, column: string, decimal: "." | ","): Promise<Outcome<DataSet>> {
    return this.#change(id, column, (old) => ({ ...old, decimal }));
  }

  setChanges(id: string, changes: readonly DataChange[], onProgress?: OnProgress): Promise<Outcome<DataSet>> {
    return this.#inTurn(() => {
      const become = (pace?: Pace): Promise<Outcome<DataSet>> => this.#become(id, this.#get(id).raw, changes, pace, onProgress);
      return this.#running.has(id) ? become() : this.#task(id, become); // it stops no reading
    });
  }

  async rows(id: string, wanted: RowsWanted, span = { from: 0, to: Infinity }): Promise<readonly Cells[]> {
    const { table } = this.#get(id);
    const columns = table.columns.slice(span.from, span.to);
    return rowNumbers(wanted, table.rows).map((row) => (row >= 0 && row < table.rows ? columns.map((column) => (cellOf(column, row) === null ? null : beginning(rawCell(column, row)))) : []));
  }

  async cells(id: string, column: string, rows?: readonly number[]): Promise<Cells> {
    return cellsOf(this.#column(id, column), rows);
  }

  async row(id: string, row: number): Promise<Cells> {
    return this.#get(id).table.columns.map((column) => cellOf(column, row));
  }

  async table(id: string): Promise<NamedTable> {
    const { table, set, library } = this.#get(id);
    const pictures = new Map(Array.from(library.files, ({ path, facts }) => [path, facts]));
    return { table: { rows: table.rows, columns: table.columns, ...(table.changed && { changed: table.changed }) }, name: set.name, fingerprint: set.fingerprint, pictures };
  }

  async pixels(id: string, cells: readonly (string | null)[], geometry: Geometry): Promise<readonly (Uint8Array | null)[]> {
    return this.#get(id).library.pixels(cells, geometry);
  }

  async thumbnails(id: string, column: string, rows: readonly number[], side: number): Promise<readonly (Thumbnail | null)[]> {
    return thumbnails(this.#get(id).library, cellsOf(this.#column(id, column), rows), side);
  }

  async pictureSummary(id: string, column: string): Promise<PictureSummary> {
    const cells = cellsOf(this.#column(id, column));
    return summarise(await known(this.#get(id).library, cells), cells);
  }

  async picture(id: string, path: string): Promise<Blob | null> {
    const bytes = await this.#get(id).library.file(path)?.bytes();
    return bytes ? new Blob([bytes as Uint8Array<ArrayBuffer>]) : null; // a library's bytes are never shared
  }

  async writeCsv(id: string, extra: readonly ExtraColumn[], options?: WriteOptions): Promise<Outcome<Blob>> {
    const pace = new Pace();
    const blocks: Blob[] = [];
    for (const block of csvBlocks(this.#get(id).table, extra, options)) {
      blocks.push(new Blob([block])); // a blob's bytes need not stay in memory
      if (pace.due) await pace.rest();
    }
    return success(new Blob(blocks, { type: "text/csv;charset=utf-8" }));
  }

  /** Loaded when it is asked for: most tables are not changed. */
  async readChanges(file: Blob): Promise<Outcome<readonly ReadChange[]>> {
    return (await import("./changes-file.ts")).readChanges(file);
  }

  async keep(id: string): Promise<Outcome<null>> {
    const { set: { rereadable: _, ...set }, raw, library, lies } = this.#get(id);
    if (!this.#store) return failed(words.noStore);
    // A change to the data costs its own size: the cells it belongs to are not written again.
    const amended = lies ? await this.#store.amend(id, { set, ...lies }) : success(false);
    if (!amended.ok) return amended;
    if (amended.value) return success(null);
    const { blobs, ...table } = pack(raw);
    const pictures = packPictures(library.files);
    const where = { ...table, ...(pictures.places.length > 0 && { pictures: pictures.places }) };
    const saved = await this.#store.save(id, { set, ...where }, { ...blobs, ...pictures.blobs });
    if (!saved.ok) return saved;
    // From now on the files may be moved or changed where they were.
    const kept = new Library(unpackPictures(pictures.places, saved.value), this.#decode);
    const now = this.#opened.get(id);
    if (now?.library === library) this.#opened.set(id, { ...now, library: kept, lies: where });
    return success(null);
  }

  async restore(id: string, onProgress?: OnProgress): Promise<Outcome<DataSet>> {
    const store = this.#store;
    if (!store) return failed(words.noStore);
    return this.#task(id, async (pace) => {
      onProgress?.({ stage: "restoring", done: 0, rows: 0 });
      const loaded = await store.load(id);
      if (!loaded.ok) return loaded;
      const { kept } = loaded.value;
      const { changes = [] } = kept.set;
      let packs = 0;
      const raw = await unpack(kept, async (name) => {
        if (pace.cancelled) return failed(words.cancelled);
        onProgress?.({ stage: "restoring", done: packs++ / kept.packs.length, rows: 0 });
        return loaded.value.pack(name);
      });
      if (!raw.ok) return raw;
      const table = withChanges(raw.value, changes);
      const pictures = unpackPictures(kept.pictures ?? [], loaded.value);
      if ((await fingerprintOf(table, pictures)) !== kept.set.fingerprint) return failed(words.damaged(kept.set.name));
      const profile = await profileNow(table, kept.set.profile, pace);
      if (!profile || pace.cancelled) return failed(words.cancelled);
      this.settle([...raw.value.columns, ...table.columns]);
      onProgress?.({ stage: "restoring", done: 1, rows: table.rows });
      const { set, ...lies } = kept;
      return success(this.#put({ set: { ...set, profile, changes, dialect: withFormat(set.dialect), rereadable: false }, raw: raw.value, table, source: null, library: new Library(pictures, this.#decode), lies }));
    });
  }

  async forget(id: string): Promise<void> {
    await this.#store?.remove(id);
  }

  /** Called with the columns of a table that was read, and that nobody else has seen: they may be put elsewhere. */
  protected settle(_columns: readonly Column[]): void {}

  /** `before` is the data set whose choices are kept. */
  #read(id: string, name: string, given: Exclude<DataSource, { text: string }>, asked: ReadOptions, before: DataSet | undefined, onProgress?: OnProgress, more?: MoreFiles): Promise<Outcome<DataSet>> {
    return this.#task(id, async (pace) => {
      const started = performance.now();
      const to = "to" in given ? this.#get(given.to) : null;
      const source = given instanceof Blob || "files" in given ? given : await listed(given, pace, (rows) => onProgress?.({ stage: "reading", done: 0, rows }), more);
      const size = source instanceof Blob ? source.size : source.files.reduce((sum, { file }) => sum + file.size, 0);
      const hooks = {
        signal: pace.signal,
        onProgress: (bytes: number, rows: number) => onProgress?.({ stage: "reading", done: bytes / Math.max(1, size), rows }),
      };
      const read = to && "files" in source ? await morePictures(to, source.files, hooks) : await readSource(source, name, asked, hooks);
      if (!read.ok) return read;
      const { dialect, bytes, pictures } = read.value;
      const raw = withChoices(read.value.table, before?.columns ?? [], dialect.format === "csv");
      const { changes, notes: lost } = to ? { changes: to.set.changes, notes: [] } : changesKept(before, id, raw);
      const table = withChanges(raw, changes);
      const profile = await profileOf(table, pace, onProgress);
      const fingerprint = await fingerprintOf(table, pictures);
      if (!profile || pace.cancelled) return failed(words.cancelled);
      if (to && this.#opened.get(to.set.id)?.set !== to.set) return failed(words.meantime(name)); // what was changed would be lost
      const milliseconds = (to?.set.milliseconds ?? 0) + performance.now() - started;
      this.settle([...raw.columns, ...table.columns]);
      const how = { asked, dialect, notes: [...read.value.notes, ...lost], changes, bytes, milliseconds, rereadable: !to };
      const set = { id, name, profile, columns: settingsOf(raw, settingsOf(read.value.table)), fingerprint, ...how };
      return success(this.#put({ set, raw, table, source: to ? null : source, library: new Library(pictures, this.#decode), lies: null }));
    });
  }

  #change(id: string, name: string, changed: (column: Column) => Column): Promise<Outcome<DataSet>> {
    return this.#inTurn(() => {
      const { raw, set: { changes } } = this.#get(id);
      return this.#become(id, { ...raw, columns: raw.columns.map((column) => (column.name === name ? changed(column) : column)) }, changes);
    });
  }

  /** Changes wait for one another, so that none is lost. */
  #inTurn(work: () => Promise<Outcome<DataSet>>): Promise<Outcome<DataSet>> {
    const turn = this.#changes.then(work);
    this.#changes = turn.catch(() => null);
    return turn;
  }

  /** The same data set with other settings or changes; only columns that are not what they were are looked at again, and all where other rows take part. */
  async #become(id: string, raw: Table, changes: readonly DataChange[], pace = new Pace(), onProgress?: OnProgress): Promise<Outcome<DataSet>> {
    const opened = this.#get(id);
    const { set, library } = opened;
    const table = withChanges(raw, changes);
    const same = sameRows(table, opened.table);
    const told = (progress: Progress): void => onProgress?.({ ...progress, stage: "changing" });
    const profile = await profileOf(table, pace, told, (i) => (same && table.columns[i] === opened.table.columns[i] ? set.profile.columns[i] : undefined));
    const fingerprint = await fingerprintOf(table, library.files);
    if (!profile || pace.cancelled || this.#opened.get(id) !== opened) return failed(words.meantime(set.name));
    return success(this.#put({ ...opened, raw, table, set: { ...set, profile, columns: settingsOf(raw, set.columns), changes, fingerprint } }));
  }

  /** One reading at a time for each data set: a new one stops the one before. A cancel is answered at once; the work then stops at its next rest. */
  async #task<T>(id: string, work: (pace: Pace) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#running.get(id)?.abort();
    const controller = new AbortController();
    this.#running.set(id, controller);
    const cancelled = new Promise<Outcome<T>>((resolve) => {
      controller.signal.addEventListener("abort", () => resolve(failed(words.cancelled)));
    });
    try {
      return await Promise.race([work(new Pace(controller.signal)), cancelled]);
    } finally {
      if (this.#running.get(id) === controller) this.#running.delete(id);
    }
  }

  #put(opened: Opened): DataSet {
    this.#opened.set(opened.set.id, opened);
    this.#benches.delete(opened.set.id);
    return opened.set;
  }

  #get(id: string): Opened {
    const opened = this.#opened.get(id);
    if (!opened) throw new Error(`internal: no data set '${id}' is open`);
    return opened;
  }

  #column(id: string, name: string): Column {
    const column = columnNamed(this.#get(id).table, name);
    if (!column) throw new Error(`internal: data set '${id}' has no column '${name}'`);
    return column;
  }
}

/** Loaded when a folder is opened: the first visit does not pay for it. */
const listed: typeof import("./folder/walk.ts").listed = async (...given) => (await import("./folder/walk.ts")).listed(...given);
const morePictures: typeof import("./folder/more.ts").morePictures = async (...given) => (await import("./folder/more.ts")).morePictures(...given);

/** What was kept before there were other formats says none. */
const withFormat = (dialect: SourceReading): SourceReading => ("format" in dialect ? dialect : Object.assign({ format: "csv" as const }, dialect));

const nameOf = (source: Blob): string => ("name" in source && typeof source.name === "string" ? source.name : "table");

/** The sheet, the table or the combination of tables that the user has chosen; where the source has none of that name it is passed over. */
function chosenIn(set: DataSet | undefined): ReadOptions {
  const { sheet, among, together } = set?.asked ?? {};
  return { ...(sheet !== undefined && { sheet }), ...(among !== undefined && { among }), ...(together && { together }) };
}

function rowNumbers(wanted: RowsWanted, rows: number): readonly number[] {
  if (!("from" in wanted)) return wanted;
  const from = Math.max(0, wanted.from);
  return Array.from({ length: Math.max(0, Math.min(wanted.to, rows) - from) }, (_, i) => from + i);
}
