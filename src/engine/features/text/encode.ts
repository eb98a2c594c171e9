import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import type { Parts } from "../../model/context.ts";
import { encodeTokens, tokenParts } from "../token-parts.ts";
import type { TextFacts } from "./facts.ts";
import { encodeTerms, widthOf } from "./terms.ts";

/** `ids` [time] of tokens; where the encoder counts terms, `terms` [terms] alone. */
export const partsOf = (facts: TextFacts): Parts =>
  facts.tf_idf ? { terms: { dtype: "float32", shape: [widthOf(facts.tf_idf)] } } : tokenParts(facts);

export const encode = (cells: Cells, facts: TextFacts): Readonly<Record<string, Encoded>> =>
  facts.tf_idf ? { terms: encodeTerms(cells, facts, facts.tf_idf) } : encodeTokens(cells, facts);
