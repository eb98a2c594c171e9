import type { Resting } from "../../data/rests.ts";
import type { CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor } from "../feature.ts";
import { fitTokens, type SequenceFacts } from "../token-facts.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

export type { SequenceFacts };

/** A sequence's facts are a text's. */
export const fit = (cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, { side, assets }: FitFor): Resting<SequenceFacts> =>
  fitTokens(cells, params, complain, { none: words.none, cut: words.cut, few: words.few }, { side, assets });
