import type { Cells } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { fitTokens, type SequenceFacts } from "../token-facts.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

export type { SequenceFacts };

/** A sequence's facts are a text's. */
export const fit = (cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain): SequenceFacts =>
  fitTokens(cells, params, complain, words);
