import type { Resting } from "../../data/rests.ts";
import type { CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor } from "../feature.ts";
import { fitItems, type ItemFacts } from "../items.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** A set's facts are a bag's; an output has no item "unknown". */
export type SetFacts = ItemFacts;

export const fit = (cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, about: Pick<FitFor, "side">): Resting<SetFacts> =>
  fitItems(cells, params, complain, about, { none: words.none, cut: words.cut });
