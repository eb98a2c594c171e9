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

test("hands out the cells of a window, each page fetched once", async () => {
  const { cache, asked } = cacheOf(1000, 300);
  expect(cache.cell(70, 130)).toBeUndefined();
  await Promise.all([cache.want({ first: 60, count: 30 }, { first: 120, count: 20 }), cache.want({ first: 60, count: 30 }, { first: 120, count: 20 })]);
  expect(cache.cell(70, 130)).toBe("70,130");
  expect(cache.cell(63, 127)).toBe("63,127");
  expect(asked).toEqual(["0/64", "0/128", "64/64", "64/128"]);
});

test("forgets the pages of long ago and fetches them again", async () => {
  const { cache, asked } = cacheOf(100_000, 4);
  for (let first = 0; first < 20_000; first += 64) await cache.want({ first, count: 1 }, { first: 0, count: 4 });
  expect(cache.cell(0, 0)).toBeUndefined();
  const before = asked.length;
  await cache.want({ first: 0, count: 1 }, { first: 0, count: 4 });
  expect(asked.length).toBe(before + 1);
  expect(cache.cell(0, 0)).toBe("0,0");
});

test("a fetch that failed is tried again", async () => {
  let fail = true;
  const cache = new RowCache(() => (fail ? Promise.reject(new Error("busy")) : Promise.resolve([["x"]])));
  await expect(cache.want({ first: 0, count: 1 }, { first: 0, count: 1 })).rejects.toThrow("busy");
  fail = false;
  await cache.want({ first: 0, count: 1 }, { first: 0, count: 1 });
  expect(cache.cell(0, 0)).toBe("x");
});
