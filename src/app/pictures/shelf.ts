import type { PictureSummary } from "../../ingest/pictures/summary.ts";
import type { Thumbnail } from "../../ingest/pictures/thumbnails.ts";

/** The pictures of the table, as screens see them: which columns hold some, and each made small when it comes into sight. */
export interface Pictures {
  readonly columns: readonly string[];
  /** Null: there is none that can be read; undefined: it was not wanted any more before its turn came. */
  small(column: string, row: number, gone?: AbortSignal): Promise<Thumbnail | null | undefined>;
  /** What a column of pictures holds; null: its rows are not here. */
  summary(column: string): Promise<PictureSummary | null>;
  /** The picture itself, as it came; null: there is none that can be read. */
  whole(column: string, row: number): Promise<Blob | null>;
}

/** Where the pictures lie: the data set of the project. */
export interface PictureSource {
  thumbnails(column: string, rows: readonly number[], side: number): Promise<readonly (Thumbnail | null)[]>;
  pictureSummary(column: string): Promise<PictureSummary | null>;
  pictureAt(column: string, row: number): Promise<Blob | null>;
}
interface Wanted { readonly column: string; readonly row: number; readonly take: ((found: Thumbnail | null | undefined) => void)[] }

/** Pixels of the longer side: the largest tile there is, on a screen with two to a point. */
const SIDE = 192;
/** Of at most 144 kB each. */
const KEPT = 256;
/** Asked for with one message, and messages under way: what has left the sight meanwhile is waited for no longer than these take. */
const [AT_ONCE, UNDER_WAY] = [8, 2];

/** Small pictures by their places, made in the data worker: the latest wanted first, the longest unused forgotten. */
export class PictureShelf implements Pictures {
  readonly columns: readonly string[];
  readonly #source: PictureSource;
  readonly #summaries = new Map<string, Promise<PictureSummary | null>>();
  readonly #kept = new Map<string, Thumbnail | null>();
  readonly #wanted = new Map<string, Wanted>();
  #underWay = 0;

  constructor(columns: readonly string[], source: PictureSource) {
    this.columns = columns;
    this.#source = source;
  }

  summary(column: string): Promise<PictureSummary | null> {
    const known = this.#summaries.get(column) ?? this.#source.pictureSummary(column);
    this.#summaries.set(column, known);
    return known;
  }

  whole(column: string, row: number): Promise<Blob | null> {
    return this.#source.pictureAt(column, row);
  }

  small(column: string, row: number, gone?: AbortSignal): Promise<Thumbnail | null | undefined> {
    const key = `${row} ${column}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#keep(key, known);
      return Promise.resolve(known);
    }
    return new Promise((resolve) => {
      const wanted = this.#wanted.get(key) ?? { column, row, take: [] };
      wanted.take.push(resolve);
      this.#wanted.delete(key);
      this.#wanted.set(key, wanted); // the latest last
      gone?.addEventListener("abort", () => {
        resolve(undefined);
        wanted.take.splice(wanted.take.indexOf(resolve), 1);
        if (wanted.take.length === 0 && this.#wanted.get(key) === wanted) this.#wanted.delete(key);
      }, { once: true });
      queueMicrotask(() => this.#next());
    });
  }

  #next(): void {
    while (this.#underWay < UNDER_WAY && this.#wanted.size > 0) {
      const column = [...this.#wanted.values()].at(-1)!.column;
      const turn = [...this.#wanted].filter(([, wanted]) => wanted.column === column).slice(-AT_ONCE);
      for (const [key] of turn) this.#wanted.delete(key);
      this.#underWay += 1;
      void this.#fetch(column, turn).finally(() => {
        this.#underWay -= 1;
        this.#next();
      });
    }
  }

  async #fetch(column: string, turn: readonly (readonly [string, Wanted])[]): Promise<void> {
    // A worker that ended meanwhile has no picture to give; the next time it is asked again.
    const found = await this.#source.thumbnails(column, turn.map(([, { row }]) => row), SIDE).catch(() => null);
    turn.forEach(([key, { take }], i) => {
      const picture = found?.[i] ?? null;
      if (found) this.#keep(key, picture);
      for (const each of take) each(picture);
    });
  }

  #keep(key: string, picture: Thumbnail | null): void {
    this.#kept.delete(key);
    this.#kept.set(key, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
