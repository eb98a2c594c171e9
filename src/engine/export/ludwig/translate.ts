import { words } from "../../../messages/en/export.ts";
import { combiners } from "../../combiners/index.ts";
import { ludwig, type FeatureFamily, type LudwigBlock } from "../../config/ludwig.ts";
import { fits } from "../../config/ludwig-values.ts";
import type { OpenedConfig } from "../../config/opened.ts";
import { optimizers } from "../../config/optimizers.ts";
import { readTrainer } from "../../config/trainer.ts";
import { PLAIN } from "../../data/amounts.ts";
import { parseNumber } from "../../data/numbers.ts";
import { features } from "../../features/index.ts";
import type { Side } from "../../features/feature.ts";
import { resolveChoice, type Family } from "../../schema/choice.ts";
import type { Json } from "../../schema/json.ts";
import { error, type Path, type Problem } from "../../schema/problem.ts";

type Block = { readonly [key: string]: Json };
/** What one block becomes; `complain` hears of each key that Ludwig has not. */
type Complain = (problem: Problem) => void;

/** Ludwig checks these nowhere, and fails on others while it reads the data. */
const STRATEGIES: readonly Json[] = ["fill_with_const", "fill_with_mode", "fill_with_mean", "fill_with_false", "fill_with_true", "bfill", "ffill", "drop_row", null];

/**
 * A config in Ludwig's language, every value written out, its rows shared out by `splitColumn`; and every part, key and value that
 * only Fidelio has, each refused by name. Keys of Fidelio's own that stand at their default ask for nothing and are left out.
 */
export function toLudwig(opened: OpenedConfig, splitColumn: string): { readonly config: Block; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const complain: Complain = (problem) => problems.push(problem);
  const plain = plainColumns(opened);
  const { input_features, output_features, combiner, trainer, preprocessing } = opened.resolved as Record<string, Json>;
  const side = (name: Side, list: Json | undefined, places: readonly Path[]) =>
    (list as readonly Block[]).map((feature, i) => featureOf(name, feature, places[i]!, (column) => plain.has(column), complain)); // resolved lists of features
  return {
    config: {
      ludwig_version: ludwig.version,
      model_type: "ecd",
      input_features: side("input", input_features, opened.places.inputs),
      output_features: side("output", output_features, opened.places.outputs),
      combiner: partOf("combiner", combiner as Block, combiners, ludwig.shared("combiner"), ["combiner"], complain),
      trainer: trainerOf(trainer as Block, opened, complain),
      preprocessing: { ...tableOf(preprocessing as Block, complain), split: { type: "fixed", column: splitColumn } },
    },
    problems,
  };
}

/**
 * Columns whose numbers stand beside a unit or are written otherwise, with how they are read: their cells go to Ludwig as plain numbers. One that
 * another feature reads in another way keeps its cells.
 */
export function plainColumns({ inputs, outputs }: OpenedConfig): ReadonlyMap<string, (cell: string) => number> {
  const readers = new Map<string, Set<((cell: string) => number) | null>>();
  for (const { column, quantityOf } of [...inputs, ...outputs]) readers.set(column, (readers.get(column) ?? new Set()).add(quantityOf));
  return new Map([...readers].flatMap(([column, [read, other]]) => (read && other === undefined && read !== parseNumber ? [[column, read] as const] : [])));
}

const withoutWriting = (preprocessing: Block): Block => Object.fromEntries(Object.entries(preprocessing).filter(([key]) => !Object.hasOwn(PLAIN, key)));

function featureOf(side: Side, feature: Block, path: Path, isPlain: (column: string) => boolean, complain: Complain): Block {
  const { name, type: typeName, column, augmentation = [], ...rest } = feature;
  const type = features[typeName as string]!; // resolved from a registered type
  const theirs = ludwig.feature(side, type.type);
  if (!theirs) {
    complain(error([...path, "type"], words.ludwig.type(type.type, side)));
    return {};
  }
  const own = type.resolve({ name: "x", type: type.type }, side);
  const families = type.blocks[side]!.families;
  const parts = Object.entries(families).map(([key, family]) =>
    [key, partOf(key, rest[key] as Block, family, ludwig.parts(key as FeatureFamily, type.type), [...path, key], complain)] as const); // a feature's families are these three
  const reading = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== "preprocessing" && !Object.hasOwn(families, key)));
  const changes = type.blocks[side]!.augmentation;
  return {
    name: name!, type: typeName!, column: column!,
    ...(changes && { augmentation: (augmentation as readonly Block[]).map((one, i) => partOf("augmentation", one, changes, ludwig.augmentations, [...path, "augmentation", i], complain)) }), // a resolved list
    ...blockOf(reading, theirs, own, path, complain),
    preprocessing: blockOf(isPlain(column as string) ? withoutWriting(rest["preprocessing"] as Block) : rest["preprocessing"] as Block, ludwig.preprocessing(side, type.type) ?? {}, own["preprocessing"] as Block, [...path, "preprocessing"], complain),
    ...Object.fromEntries(parts),
  };
}

function partOf(noun: string, part: Block, family: Family<unknown>, parts: Readonly<Record<string, LudwigBlock>>, path: Path, complain: Complain): Block {
  const { type, ...params } = part;
  const name = type as string; // a resolved part has one
  if (!Object.hasOwn(parts, name)) {
    complain(error([...path, "type"], words.ludwig.part(noun, name)));
    return { type: name };
  }
  return { type: name, ...blockOf(params, parts[name]!, resolveChoice(family, { type: name }), path, complain) };
}

/** The keys that Ludwig has, with values that it takes. */
function blockOf(given: Block, theirs: LudwigBlock, own: Block, path: Path, complain: Complain): Block {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => {
    const atDefault = same(value, own[key]);
    const at = [...path, key];
    if (!Object.hasOwn(theirs, key)) {
      if (!atDefault) complain(error(at, words.ludwig.key(key)));
      return false;
    }
    const [, allowed] = theirs[key]!;
    const taken = key === "missing_value_strategy" ? STRATEGIES.includes(value) : fits(value, allowed);
    if (!taken && !atDefault) complain(error(at, words.ludwig.value(key, JSON.stringify(value))));
    return taken;
  }));
}

function trainerOf(trainer: Block, { validation, outputs }: OpenedConfig, complain: Complain): Block {
  const own = readTrainer({}, ["trainer"], () => {}).resolved;
  const { optimizer, learning_rate_scheduler: scheduler, gradient_clipping: clipping, validation_field: _f, validation_metric: _m, ...rest } = trainer;
  const inner = (key: "learning_rate_scheduler" | "gradient_clipping", value: Json | undefined): Block =>
    (isBlock(value) ? { [key]: blockOf(value, ludwig.section(key), isBlock(own[key]) ? own[key] : {}, ["trainer", key], complain) } : {});
  const judge = outputs.find(({ name }) => name === validation.field);
  if (judge && ![...ludwig.metrics(judge.type), "loss"].includes(validation.metric)) complain(error(["trainer", "validation_metric"], words.ludwig.metric(judge.type, validation.metric)));
  return {
    ...blockOf(rest, ludwig.section("trainer"), own, ["trainer"], complain),
    ...inner("learning_rate_scheduler", scheduler),
    ...inner("gradient_clipping", clipping),
    validation_field: validation.field,
    validation_metric: validation.metric,
    optimizer: partOf("optimizer", optimizer as Block, optimizers, ludwig.shared("optimizer"), ["trainer", "optimizer"], complain),
  };
}

/** Rows are drawn and shared out before they are written: what is left of the section is how classes are balanced. */
function tableOf({ split: _split, sample_ratio: _ratio, sample_size: _size, ...rest }: Block, complain: Complain): Block {
  const nothing = Object.fromEntries(Object.keys(rest).map((key) => [key, null]));
  return blockOf(rest, ludwig.section("dataset"), nothing, ["preprocessing"], complain);
}

const isBlock = (value: Json | undefined): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
