/**
 * A run: a config, a table, and figures that training has to reach on rows it never saw, from the command line as a user would start it.
 * Tables are made by seeded generators whose rule is known, or come from a package of real data.
 */
import { join } from "node:path";
import { expect, it } from "vitest";
import { seededRandom } from "../../src/engine/data/random.ts";
import { csv, fidelio, put, readJson, temporaryFolder } from "../cli/terminal.ts";

type Cell = string | number | null;

export interface Run {
  readonly config: string;
  /** The first row names the columns. */
  table(draw: Draw): readonly (readonly Cell[])[];
  /** output → metric → the figure of `test_statistics.json`, and how far from it a run may end. */
  readonly expected: Readonly<Record<string, Readonly<Record<string, readonly [value: number, within: number]>>>>;
}

/** What tables are drawn from. */
export interface Draw {
  uniform(): number;
  normal(): number;
  /** An integer from 0 up to, not including, n. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
}

function drawing(stream: string): Draw {
  const uniform = seededRandom(1, stream);
  const below = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!, // an index below its length
  };
}

/** `rows` rows under their names. */
export const rowsOf = (names: readonly string[], rows: number, make: (i: number) => readonly Cell[]): readonly (readonly Cell[])[] =>
  [names, ...Array.from({ length: rows }, (_, i) => make(i))];

/** Trains by `fidelio experiment` and holds the test rows' figures against those expected. */
export function reaches(what: string, { config, table, expected }: Run): void {
  it(what, async () => {
    const folder = await temporaryFolder();
    const files = ["--config", await put(folder, "config.yaml", config), "--dataset", await put(folder, "table.csv", csv(table(drawing(what)).map((row) => row.map(quoted))))];
    const { code, err } = await fidelio("experiment", ...files, "--output-directory", join(folder, "run"), "--backend", "wasm", "--quiet");
    expect(code, err).toBe(0);
    const statistics = await readJson(join(folder, "run", "test_statistics.json"));
    const found = Object.entries(expected).flatMap(([output, metrics]) =>
      Object.entries(metrics).map(([metric, [value, within]]) => ({ output, metric, value, within, got: Number(statistics[output]?.[metric]) })));
    const missed = found.filter(({ value, within, got }) => !(Math.abs(got - value) <= within));
    expect(missed.map(({ output, metric, value, within, got }) => `${output} ${metric} is ${got}, expected ${value} ± ${within}`)).toEqual([]);
  }, 300_000);
}

const quoted = (cell: Cell): Cell => (typeof cell === "string" && /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
