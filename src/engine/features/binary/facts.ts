import { parseNumber } from "../../data/numbers.ts";
import type { Cell, Cells } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, Side } from "../feature.ts";
import type { preprocessing } from "./params.ts";
import { eventOf, fold, meaning, oppositeOf } from "./words.ts";

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

export function fit(cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain, side: Side): BinaryFacts {
  const spellings = countSpellings(cells);
  const labels = [...spellings.keys()];
  const { positive, nonzero } = positivesAmong(labels, spellings, params.fallback_true_label, complain);
  const str2bool = Object.fromEntries(labels.map((label) => [label, positive.has(label)]));
  const present = cells.reduce((n, cell) => n + (cell === null ? 0 : 1), 0);
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

type Spellings = Map<string, Map<string, number>>;
const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

function countSpellings(cells: Cells): Spellings {
  const spellings: Spellings = new Map();
  for (const cell of cells) {
    if (cell === null) continue;
    const counts = spellings.get(fold(cell)) ?? new Map<string, number>();
    counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
    spellings.set(fold(cell), counts);
  }
  return spellings;
}

/** Which labels mean yes (reference section 4.4, quirk Q6): the user's word, numbers, spellings, and at last the alphabet. */
function positivesAmong(
  labels: readonly string[],
  spellings: Spellings,
  fallback: string | null,
  complain: Complain,
): { readonly positive: ReadonlySet<string>; readonly nonzero: boolean } {
  const none = { positive: new Set<string>(), nonzero: false };
  if (labels.length === 0) return none;
  const shown = (label: string): string => `'${commonest(spellings.get(label)!)}'`;
  const conventional = labels.every((label) => meaning(label) !== undefined);
  if (conventional) return { positive: new Set(labels.filter(meaning)), nonzero: false };
  const allNumbers = labels.every((label) => !Number.isNaN(parseNumber(label)));
  if (fallback !== null && labels.includes(fold(fallback))) {
    if (labels.length > 2 && !allNumbers) complain("error", tooMany(labels, shown));
    return { positive: new Set([fold(fallback)]), nonzero: false };
  }
  if (fallback !== null)
    complain(
      "note",
      `fallback_true_label '${fallback}' does not occur in the training rows; the labels are ${labels.slice(0, 5).map(shown).join(", ")}`,
    );
  if (allNumbers && (labels.length > 2 || labels.some((label) => parseNumber(label) === 0))) {
    if (labels.length > 2)
      complain(
        "note",
        `${labels.length} different numbers: every number but 0 counts as yes; name the one that means yes as fallback_true_label, or use type category`,
      );
    return { positive: new Set(labels.filter((label) => parseNumber(label) !== 0)), nonzero: true };
  }
  if (labels.length > 2) {
    complain("error", tooMany(labels, shown));
    return none;
  }
  const positive = positiveOfTwo(labels);
  const other = labels.find((label) => label !== positive);
  if (other !== undefined) {
    const turned = commonest(spellings.get(other)!);
    complain("note", `${shown(positive)} counts as yes; write fallback_true_label: ${turned} to turn that around`);
  }
  return { positive: new Set([positive]), nonzero: false };
}

/**
 * Of two numbers the larger; else a label that means yes, or is not the one that means no, or is the event of a known pair
 * ("spam"); else the alphabetically first, as in Ludwig.
 */
function positiveOfTwo(labels: readonly string[]): string {
  if (labels.every((label) => !Number.isNaN(parseNumber(label)))) return labels.toSorted((a, b) => parseNumber(b) - parseNumber(a))[0]!;
  const yes =
    labels.find((label) => meaning(label) === true) ??
    (labels.some((l) => meaning(l) === false) ? labels.find((label) => meaning(label) === undefined) : undefined);
  return yes ?? eventOf(labels[0]!, labels[1] ?? "") ?? labels.toSorted()[0]!;
}

function tooMany(labels: readonly string[], shown: (label: string) => string): string {
  const some = labels.slice(0, 5).map(shown).join(", ") + (labels.length > 5 ? " …" : "");
  return `a binary column has two labels, this one has ${labels.length}: ${some}; use type category, or name the odd ones as missing`;
}

function labelPair(labels: readonly string[], positive: ReadonlySet<string>, spellings: Spellings): readonly [string, string] {
  const best = (wanted: boolean): string | undefined => {
    const [label] = labels.filter((l) => positive.has(l) === wanted).sort((a, b) => total(spellings.get(b)!) - total(spellings.get(a)!));
    return label === undefined ? undefined : commonest(spellings.get(label)!);
  };
  const no = best(false);
  const yes = best(true);
  return [no ?? (yes === undefined ? "false" : oppositeOf(yes)), yes ?? (no === undefined ? "true" : oppositeOf(no))];
}

const commonest = (counts: ReadonlyMap<string, number>): string => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0];

function complainAboutClasses({ positives, negatives, bool2str }: BinaryFacts, side: Side, complain: Complain): void {
  if (positives > 0 && negatives > 0) return;
  const only = positives > 0 ? `'${bool2str[1]}'` : negatives > 0 ? `'${bool2str[0]}'` : "nothing";
  complain(
    side === "output" ? "error" : "note",
    `the training rows hold ${only} only, so there is no difference to ${side === "output" ? "learn" : "learn from"}`,
  );
}
