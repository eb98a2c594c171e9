import type { Encoded } from "../../data/encoded.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { Cell, Cells, CellsInTurn } from "../../data/table.ts";
import { byFrequency, count, indexOfWords, type Counts } from "../../data/vocabulary.ts";
import { textTokens, type SequenceFacts } from "../token-facts.ts";

/** What counts as a term, and which are left out. */
export interface TermParams {
  /** Fewest and most tokens of a term. */
  readonly ngram_range: readonly [number, number];
  /** Terms in a larger share of the texts than this say nothing. */
  readonly max_df: number;
  /** Terms in fewer texts than this are chance. */
  readonly min_df: number;
  readonly most_common: number;
}

/** Terms of the training rows, the commonest first, and how telling each is. */
export type TermFacts = {
  readonly terms: readonly string[];
  readonly str2idf: readonly number[];
  readonly ngram_range: readonly [number, number];
};

/** idf = ln((1 + texts) / (1 + texts with the term)) + 1, as scikit-learn has it; Ludwig puts the size of the vocabulary where the texts belong. */
export function* fitTerms(cells: CellsInTurn, facts: SequenceFacts, params: TermParams): Resting<TermFacts> {
  const times: Counts = new Map();
  const texts: Counts = new Map();
  yield* each(cells, (cell) => {
    const terms = termsOf(cell, facts, params.ngram_range);
    for (const term of terms) count(times, term);
    for (const term of new Set(terms)) count(texts, term);
  });
  const most = params.max_df * cells.length;
  const terms = byFrequency(times)
    .map(([term]) => term)
    .filter((term) => texts.get(term)! >= params.min_df && texts.get(term)! <= most)
    .slice(0, params.most_common);
  return {
    terms,
    str2idf: terms.map((term) => Math.log((1 + cells.length) / (1 + texts.get(term)!)) + 1),
    ngram_range: params.ngram_range,
  };
}

/** A column for each term: how often it occurs, times how telling it is, each row of length 1; of a text without a known term, zeros. */
export function encodeTerms(cells: Cells, facts: SequenceFacts, { terms, str2idf, ngram_range }: TermFacts): Encoded {
  const width = widthOf({ terms });
  const known = indexOfWords(terms);
  const data = new Float32Array(cells.length * width);
  cells.forEach((cell, row) => {
    const weights = new Map<number, number>();
    for (const term of termsOf(cell, facts, ngram_range)) {
      const at = known.get(term);
      if (at !== undefined) weights.set(at, (weights.get(at) ?? 0) + str2idf[at]!);
    }
    const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
    for (const [at, weight] of weights) data[row * width + at] = weight / length;
  });
  return { dtype: "float32", shape: [width], data };
}

/** Columns; one that stays empty where the training rows have no term. */
export const widthOf = ({ terms }: Pick<TermFacts, "terms">): number => Math.max(1, terms.length);

/** Runs of tokens of every length from the fewest to the most, joined by spaces. */
function termsOf(cell: Cell, facts: SequenceFacts, [fewest, most]: readonly [number, number]): string[] {
  const tokens = textTokens(cell, facts) ?? [];
  const terms: string[] = [];
  for (let size = fewest; size <= most; size++) {
    for (let start = 0; start + size <= tokens.length; start++) terms.push(tokens.slice(start, start + size).join(" "));
  }
  return terms;
}
