import { each, type Resting } from "../../data/rests.ts";
import type { CellsInTurn } from "../../data/table.ts";
import { fold } from "./words.ts";

/** Folded label → how often each of its spellings occurs. */
export type Spellings = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function* countSpellings(cells: CellsInTurn): Resting<Spellings> {
  const spellings = new Map<string, Map<string, number>>();
  yield* each(cells, (cell) => {
    if (cell === null) return;
    const counts = spellings.get(fold(cell)) ?? new Map<string, number>();
    counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
    spellings.set(fold(cell), counts);
  });
  return spellings;
}

export const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

/** The spelling that most rows have; of equals, the alphabetically first. */
export const commonest = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0];
