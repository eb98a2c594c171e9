import type { Resting } from "../../data/rests.ts";
import type { CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor } from "../feature.ts";
import { fitTokens, type SequenceFacts } from "../token-facts.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";
import { fitTerms, type TermFacts, type TermParams } from "./terms.ts";

/** A sequence's facts; where the encoder counts terms, those too. */
export type TextFacts = SequenceFacts & { readonly tf_idf?: TermFacts };

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, { side, encoder, assets }: FitFor): Resting<TextFacts> {
  const facts = yield* fitTokens(cells, params, complain, { none: words.none, cut: words.cut, few: words.few }, { side, assets });
  if (encoder?.type !== "tf_idf") return facts;
  const chosen = encoder as unknown as Omit<TermParams, "most_common">; // the encoder of that type, its parameters read
  return { ...facts, tf_idf: yield* fitTerms(cells, facts, { ...chosen, most_common: params.most_common }) };
}
