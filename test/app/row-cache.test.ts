import { expect, test } from "vitest";
import { RowCache } from "../../src/app/state/row-cache.svelte.ts";

interface Span { readonly from: number; readonly to: number }

function cacheOf(rows: number, columns: number) {
  const asked: string[] = [];
  const read = (wantedRows: Span, wantedColumns: Span) => {
    asked.push(`${wantedRows.from}/${wantedColumns.from}`);
    const span = ({ from, to }: Span, most: number) => Array.from({ length: Math.max(0, Math.min(to, most) - from) }, (_, i) => from + i);
    return Promise.resolve(span(wantedRows, rows).map((row) => span(wantedColumns, columns).map((column) => `${row},${column}`)));
  };
  return { cache: new RowCache(read), asked };
}

const cellAt = (cache: RowCache, row: number, column: number) => cache.line(row, { first: column, count: 1 })?.cell(column);

test("hands out the cells of a window, each page fetched once", async () => {
  const { cache, asked } = cacheOf(1000, 300);
  expect(cellAt(cache, 70, 130)).toBeUndefined();
  await Promise.all([cache.want({ first: 60, count: 30 }, { first: 120, count: 20 }), cache.want({ first: 60, count: 30 }, { first: 120, count: 20 })]);
  expect(cellAt(cache, 70, 130)).toBe("70,130");
  expect(cellAt(cache, 63, 127)).toBe("63,127");
  expect(asked).toEqual(["0/64", "0/128", "64/64", "64/128"]);
});

test("forgets the pages of long ago and fetches them again", async () => {
  const { cache, asked } = cacheOf(100_000, 4);
  for (let first = 0; first < 20_000; first += 64) await cache.want({ first, count: 1 }, { first: 0, count: 4 });
  expect(cellAt(cache, 0, 0)).toBeUndefined();
  const before = asked.length;
  await cache.want({ first: 0, count: 1 }, { first: 0, count: 4 });
  expect(asked.length).toBe(before + 1);
  expect(cellAt(cache, 0, 0)).toBe("0,0");
});

test("a fetch that failed is tried again", async () => {
  let fail = true;
  const cache = new RowCache(() => (fail ? Promise.reject(new Error("busy")) : Promise.resolve([["x"]])));
  await expect(cache.want({ first: 0, count: 1 }, { first: 0, count: 1 })).rejects.toThrow("busy");
  fail = false;
  await cache.want({ first: 0, count: 1 }, { first: 0, count: 1 });
  expect(cellAt(cache, 0, 0)).toBe("x");
});

test("a row is the same as long as nothing of it is new, and shows what is there of it", async () => {
  const { cache } = cacheOf(1000, 300);
  const window = { first: 60, count: 8 };
  expect(cache.line(5, window)).toBeNull();
  await cache.want({ first: 0, count: 10 }, { first: 0, count: 64 });
  const half = cache.line(5, window);
  expect([half?.cell(63), half?.cell(64)]).toEqual(["5,63", undefined]);
  await cache.want({ first: 500, count: 10 }, window);
  expect(cache.line(5, window, half)).toBe(half);
  await cache.want({ first: 0, count: 10 }, window);
  const whole = cache.line(5, window, half);
  expect([whole?.cell(63), whole?.cell(64)]).toEqual(["5,63", "5,64"]);
  expect(cache.line(6, window, whole)?.cell(64)).toBe("6,64");
});
