import type { Cell, Cells } from "../../engine/data/table.ts";

interface Span { readonly from: number; readonly to: number }
interface Range { readonly first: number; readonly count: number }
type ReadCells = (rows: Span, columns: Span) => Promise<readonly Cells[]>;

const ROWS = 64;
const COLUMNS = 64;
const PAGES_KEPT = 96;

/** The cells of a row that are at hand. */
export class Line {
  readonly row: number;
  readonly #parts: readonly (Cells | undefined)[];
  readonly #from: number;

  /** `parts`: of the pages of columns from the page `from` on. */
  constructor(row: number, parts: readonly (Cells | undefined)[], from: number) {
    this.row = row;
    this.#parts = parts;
    this.#from = from;
  }

  /** Undefined while the cell is on its way. */
  cell(column: number): Cell | undefined {
    return this.#parts[Math.floor(column / COLUMNS) - this.#from]?.[column % COLUMNS];
  }

  isOf(row: number, parts: readonly (Cells | undefined)[], from: number): boolean {
    return row === this.row && from === this.#from && parts.length === this.#parts.length && parts.every((part, i) => part === this.#parts[i]);
  }
}

/** Windows of a table that lies in a worker: pages are fetched when a cell of theirs is looked at, the first fetched leave first. */
export class RowCache {
  readonly #read: ReadCells;
  readonly #asked = new Set<string>();
  #pages = $state.raw<ReadonlyMap<string, readonly Cells[]>>(new Map());

  constructor(read: ReadCells) {
    this.#read = read;
  }

  /** A row as far as it is at hand in these columns; null while nothing of it is. `last` is given back where nothing has changed. */
  line(row: number, columns: Range, last: Line | null = null): Line | null {
    const pages = pagesOf(columns, COLUMNS);
    const parts = pages.map((x) => this.#pages.get(`${Math.floor(row / ROWS)},${x}`)?.[row % ROWS]);
    if (parts.every((part) => part === undefined)) return null;
    return last?.isOf(row, parts, pages[0]!) ? last : new Line(row, parts, pages[0]!);
  }

  /** Fetch what is missing of a window. */
  async want(rows: Range, columns: Range): Promise<void> {
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

const pagesOf = ({ first, count }: Range, size: number): readonly number[] => {
  const from = Math.floor(first / size);
  const to = Math.floor(Math.max(first, first + count - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
};
