import { h3Ids, parseH3, type H3Cell } from "../../data/h3.ts";
import type { Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import { commonest } from "../../data/vocabulary.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { words } from "./messages.ts";
import { USUAL_FILL, type preprocessing } from "./params.ts";

/** What the training rows said of a column of H3 cells. */
export type H3Facts = {
  /** The cell that a missing one counts as. */
  readonly computed_fill_value: string;
  /** The cell that occurs most often: what a form offers. */
  readonly typical: string;
};

export function* fit(cells: CellsInTurn, { missing_value_strategy, fill_value }: Params<typeof preprocessing.input>, complain: Complain): Resting<H3Facts> {
  const typical = yield* commonest(cells, (cell) => parseH3(cell) !== null);
  if (typical === null) complain("note", words.none);
  const given = written(fill_value);
  if (given === null) complain("error", words.fill(String(fill_value)));
  const constant = given ?? USUAL_FILL;
  return { computed_fill_value: missing_value_strategy === "fill_with_mode" ? (typical ?? constant) : constant, typical: typical ?? constant };
}

/**
 * The cell that a config names. A YAML reader rounds an integer of this size to a multiple of 128; all but the finest cells end in so many
 * ones that they are rounded up by 1.
 */
function written(value: string | number): string | null {
  const spelt = typeof value === "string" ? [value] : [BigInt(value), BigInt(value) - 1n].map(String);
  return spelt.find((text) => parseH3(text) !== null) ?? null;
}

/** [19] of a cell, or of the one that stands for it. */
export const idsOf = (cell: Cell, facts: H3Facts): readonly number[] => h3Ids((cell === null ? null : parseH3(cell)) ?? filled(facts));

const filled = ({ computed_fill_value }: H3Facts): H3Cell => parseH3(computed_fill_value) ?? parseH3(USUAL_FILL)!; // a cell, as a test holds
