import { error, failure, type Outcome } from "../../engine/schema/problem.ts";
import type { DataApi, DataSet, DataSource, MoreFiles } from "../../ingest/data-api.ts";
import { t } from "../messages/index.ts";
import { orGone } from "./gone.ts";
import type { Asked } from "./lasting.ts";

/** What became of the open data sets when their worker was replaced. */
export interface Recovery { readonly restored: readonly DataSet[]; readonly lost: readonly string[] }

/** The open data sets, to be opened again in another worker. */
export class OpenSets {
  readonly #ids = new Set<string>();
  readonly #lost = new Set<string>();

  opened(id: string): void {
    this.#ids.add(id);
    this.#lost.delete(id);
  }

  closed(id: string): void {
    this.#ids.delete(id);
    this.#lost.delete(id);
  }

  /** Is there a table to be read back when the worker is gone? */
  get some(): boolean {
    return this.#ids.size > 0;
  }

  /** Was it open in a worker that is gone, and could not be read back? */
  isLost(id: string): boolean {
    return this.#lost.has(id);
  }

  /** Read back from storage what a worker that is gone had open; null when there was nothing. */
  async recover(api: Pick<DataApi, "restore">): Promise<Recovery | null> {
    if (this.#ids.size === 0) return null;
    const restored: DataSet[] = [];
    const ids = [...this.#ids];
    // Lost until it is there again: what kills the next worker too is not tried a third time.
    for (const id of ids) this.#lost.add(id);
    this.#ids.clear();
    for (const id of ids) {
      const set = await api.restore(id);
      if (!set.ok) continue;
      restored.push(set.value);
      this.opened(id);
    }
    return { restored, lost: [...this.#lost] };
  }
}

/** Files that are handed over in one task. */
const SLICE = 128;

/** Of many files only how many there are, and the rest when it is asked for. */
function inSlices(source: DataSource): readonly [DataSource, MoreFiles?] {
  if (!("files" in source) || source.files.length <= SLICE) return [source];
  const { files, ...rest } = source;
  return [{ ...rest, count: files.length }, async (from) => files.slice(from, from + SLICE)];
}

/** The data sets, whichever worker they lie in; what could not be read back into a new one has no rows, and says so where it can. */
export function dataClient(worker: Asked<DataApi>, sets: OpenSets): DataApi {
  const opening = async (id: string, answer: Promise<Outcome<DataSet>>): Promise<Outcome<DataSet>> => {
    const outcome = await orGone(answer);
    if (outcome.ok) sets.opened(id);
    return outcome;
  };
  /** Waits for the worker first: only then is it known what was lost. */
  const of = async <T>(id: string, call: (api: DataApi) => Promise<T>, lost: T): Promise<T> => worker.ask((api) => (sets.isLost(id) ? Promise.resolve(lost) : call(api)));
  const outcomeOf = <T>(id: string, call: (api: DataApi) => Promise<Outcome<T>>): Promise<Outcome<T>> => orGone(of(id, call, failure(error([], t.workers.dataLost))));

  return {
    open(id, source, options, onProgress, like) {
      const [given, more] = inSlices(source);
      return opening(id, worker.ask((api) => api.open(id, given, options, onProgress, like, more)));
    },
    reread: (id, options, onProgress) => outcomeOf(id, (api) => api.reread(id, options, onProgress)),
    tables: (id) => outcomeOf(id, (api) => api.tables(id)),
    preview: (id, combination) => outcomeOf(id, (api) => api.preview(id, combination)),
    leaveTables: (id) => worker.tell((api) => api.leaveTables(id)),
    cancel: (id) => worker.tell((api) => api.cancel(id)),
    async close(id) {
      sets.closed(id);
      await worker.tell((api) => api.close(id));
    },
    setMissing: (id, column, spellings) => outcomeOf(id, (api) => api.setMissing(id, column, spellings)),
    setDecimal: (id, column, decimal) => outcomeOf(id, (api) => api.setDecimal(id, column, decimal)),
    setChanges: (id, changes, onProgress) => outcomeOf(id, (api) => api.setChanges(id, changes, onProgress)),
    rows: (id, wanted, columns) => of(id, (api) => api.rows(id, wanted, columns), []),
    cells: (id, column, rows) => of(id, (api) => api.cells(id, column, rows), []),
    row: (id, row) => of(id, (api) => api.row(id, row), []),
    table: (id) => worker.ask((api) => api.table(id)),
    pixels: (id, cells, geometry) => of(id, (api) => api.pixels(id, cells, geometry), cells.map(() => null)),
    thumbnails: (id, column, rows, side) => of(id, (api) => api.thumbnails(id, column, rows, side), rows.map(() => null)),
    pictureSummary: (id, column) => of(id, (api) => api.pictureSummary(id, column), { read: 0, sizes: [], otherSizes: 0, channels: [], samples: [] }),
    picture: (id, path) => of(id, (api) => api.picture(id, path), null),
    writeCsv: (id, extra, options) => outcomeOf(id, (api) => api.writeCsv(id, extra, options)),
    readChanges: (file) => orGone(worker.ask((api) => api.readChanges(file))),
    keep: (id) => outcomeOf(id, (api) => api.keep(id)),
    restore: (id, onProgress) => opening(id, worker.ask((api) => api.restore(id, onProgress))),
    forget: (id) => worker.ask((api) => api.forget(id)),
  };
}

