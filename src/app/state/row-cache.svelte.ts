import type { Cells } from "../../engine/data/table.ts";

type ReadRows = (from: number, to: number) => Promise<readonly Cells[]>;

const CELLS_PER_PAGE = 16_384;
const PAGES_KEPT = 48;

/** Windows of a table that lies in a worker: pages are fetched when a row of theirs is looked at, the first fetched leave first. */
export class RowCache {
  readonly #read: ReadRows;
  readonly #rowsPerPage: number;
  readonly #rows: number;
  readonly #asked = new Set<number>();
  #pages = $state.raw<ReadonlyMap<number, readonly Cells[]>>(new Map());

  constructor(rows: number, columns: number, read: ReadRows) {
    this.#rows = rows;
    this.#read = read;
    this.#rowsPerPage = Math.max(8, Math.min(64, Math.floor(CELLS_PER_PAGE / Math.max(1, columns))));
  }

  /** The cells of a row; undefined while they are on their way. */
  row(index: number): Cells | undefined {
    return this.#pages.get(Math.floor(index / this.#rowsPerPage))?.[index % this.#rowsPerPage];
  }

  /** Fetch what is missing of these rows. */
  async want(first: number, count: number): Promise<void> {
    const from = Math.floor(first / this.#rowsPerPage);
    const to = Math.floor(Math.max(first, first + count - 1) / this.#rowsPerPage);
    const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    await Promise.all(pages.filter((page) => !this.#pages.has(page) && !this.#asked.has(page)).map((page) => this.#fetch(page)));
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.add(page);
    const from = page * this.#rowsPerPage;
    try {
      const rows = await this.#read(from, Math.min(this.#rows, from + this.#rowsPerPage));
      const pages = new Map(this.#pages).set(page, rows);
      for (const old of pages.keys()) if (pages.size > PAGES_KEPT) pages.delete(old);
      this.#pages = pages;
    } finally {
      this.#asked.delete(page);
    }
  }
}
