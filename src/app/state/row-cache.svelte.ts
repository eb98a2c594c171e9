import type { Cell, Cells } from "../../engine/data/table.ts";

interface Span { readonly from: number; readonly to: number }
type ReadCells = (rows: Span, columns: Span) => Promise<readonly Cells[]>;

const ROWS = 64;
const COLUMNS = 64;
const PAGES_KEPT = 96;

/** Windows of a table that lies in a worker: pages are fetched when a cell of theirs is looked at, the first fetched leave first. */
export class RowCache {
  readonly #read: ReadCells;
  readonly #asked = new Set<string>();
  #pages = $state.raw<ReadonlyMap<string, readonly Cells[]>>(new Map());

  constructor(read: ReadCells) {
    this.#read = read;
  }

  /** Undefined while the cell is on its way. */
  cell(row: number, column: number): Cell | undefined {
    return this.#pages.get(`${Math.floor(row / ROWS)},${Math.floor(column / COLUMNS)}`)?.[row % ROWS]?.[column % COLUMNS];
  }

  /** Fetch what is missing of a window. */
  async want(rows: { readonly first: number; readonly count: number }, columns: { readonly first: number; readonly count: number }): Promise<void> {
    const pages = pagesOf(rows, ROWS).flatMap((y) => pagesOf(columns, COLUMNS).map((x) => ({ x, y, key: `${y},${x}` })));
    await Promise.all(pages.filter(({ key }) => !this.#pages.has(key) && !this.#asked.has(key)).map((page) => this.#fetch(page)));
  }

  async #fetch({ x, y, key }: { readonly x: number; readonly y: number; readonly key: string }): Promise<void> {
    this.#asked.add(key);
    try {
      const cells = await this.#read({ from: y * ROWS, to: (y + 1) * ROWS }, { from: x * COLUMNS, to: (x + 1) * COLUMNS });
      const pages = new Map(this.#pages).set(key, cells);
      for (const old of pages.keys()) if (pages.size > PAGES_KEPT) pages.delete(old);
      this.#pages = pages;
    } finally {
      this.#asked.delete(key);
    }
  }
}

const pagesOf = ({ first, count }: { readonly first: number; readonly count: number }, size: number): readonly number[] => {
  const from = Math.floor(first / size);
  const to = Math.floor(Math.max(first, first + count - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
};
