import { parseNumber } from "../../data/numbers.ts";
import type { Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor, Side } from "../feature.ts";
import type { preprocessing } from "./params.ts";
import { positivesAmong } from "./positives.ts";
import { commonest, countSpellings, total, type Spellings } from "./spellings.ts";
import { fold, meaning, oppositeOf } from "./words.ts";
import { words } from "./messages.ts";

/** What the training rows said of a yes-or-no column; named as in Ludwig's `training_set_metadata`. */
export type BinaryFacts = {
  /** The labels as they are spelt most often, negative first. */
  readonly bool2str: readonly [negative: string, positive: string];
  /** Folded label → does it mean yes? */
  readonly str2bool: { readonly [folded: string]: boolean };
  /** Does any number but zero mean yes, as in a column of more than two numbers? */
  readonly nonzero_is_true: boolean;
  /** Rows of each, filled cells among them. */
  readonly negatives: number;
  readonly positives: number;
  /** What a missing or unknown cell counts as. */
  readonly computed_fill_value: boolean;
};

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, { side }: Pick<FitFor, "side">): Resting<BinaryFacts> {
  const spellings = yield* countSpellings(cells);
  const labels = [...spellings.keys()];
  const { positive, nonzero } = positivesAmong(spellings, params.fallback_true_label, complain);
  const str2bool = Object.fromEntries(labels.map((label) => [label, positive.has(label)]));
  const present = labels.reduce((n, label) => n + total(spellings.get(label)!), 0);
  const positives = labels.reduce((n, label) => n + (positive.has(label) ? total(spellings.get(label)!) : 0), 0);
  const fill =
    params.missing_value_strategy === "fill_with_true" ||
    (params.missing_value_strategy === "fill_with_mode" && positives > present - positives);
  const filled = params.missing_value_strategy.startsWith("fill_with") ? cells.length - present : 0;
  const facts: BinaryFacts = {
    bool2str: labelPair(labels, positive, spellings),
    str2bool,
    nonzero_is_true: nonzero,
    positives: positives + (fill ? filled : 0),
    negatives: present - positives + (fill ? 0 : filled),
    computed_fill_value: fill,
  };
  complainAboutClasses(facts, side, complain);
  return facts;
}

/** What a cell says; undefined for a label that the training rows did not have. */
export function truthOf(cell: Cell, facts: BinaryFacts): boolean | undefined {
  if (cell === null) return facts.computed_fill_value;
  const folded = fold(cell);
  if (Object.hasOwn(facts.str2bool, folded)) return facts.str2bool[folded];
  const value = parseNumber(folded);
  if (facts.nonzero_is_true && !Number.isNaN(value)) return value !== 0;
  const said = meaning(folded);
  return said !== undefined && agrees(said, facts) ? said : undefined;
}

/** "no" beside a fitted "yes" is understood though the training rows never had it, unless the labels mean something else. */
const agrees = (said: boolean, { bool2str }: BinaryFacts): boolean => meaning(fold(bool2str[said ? 1 : 0])) === said;

function labelPair(labels: readonly string[], positive: ReadonlySet<string>, spellings: Spellings): readonly [string, string] {
  const best = (wanted: boolean): string | undefined => {
    const [label] = labels.filter((l) => positive.has(l) === wanted).sort((a, b) => total(spellings.get(b)!) - total(spellings.get(a)!));
    return label === undefined ? undefined : commonest(spellings.get(label)!);
  };
  const no = best(false);
  const yes = best(true);
  return [no ?? (yes === undefined ? "false" : oppositeOf(yes)), yes ?? (no === undefined ? "true" : oppositeOf(no))];
}

function complainAboutClasses({ positives, negatives, bool2str }: BinaryFacts, side: Side, complain: Complain): void {
  if (positives > 0 && negatives > 0) return;
  const only = bool2str[positives > 0 ? 1 : 0];
  const isEmpty = positives + negatives === 0;
  if (side === "output") complain("error", isEmpty ? words.noClass : words.oneClass(only));
  else complain("note", isEmpty ? words.noValue : words.oneValue(only));
}
