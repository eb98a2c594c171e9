import { words } from "../../messages/en/config.ts";
import type { SplitParams } from "../data/split.ts";
import type { ConfiguredInput, ConfiguredOutput, Side } from "../features/feature.ts";
import { error, fixSet, note, type Problem } from "../schema/problem.ts";
import type { OpenedSide } from "./open-features.ts";

interface Sides { readonly inputs: OpenedSide<ConfiguredInput>; readonly outputs: OpenedSide<ConfiguredOutput> }

/** What is wrong between the sections of a config, each of which is right by itself. */
export const crossCheck = (sides: Sides, split: SplitParams): readonly Problem[] => [
  ...checkPresent("input", sides.inputs),
  ...checkPresent("output", sides.outputs),
  ...checkSplitColumn(sides.inputs, split),
  ...checkMixing(sides.inputs),
  ...checkParts(split),
];

/** A side whose features are all inactive teaches nothing; a list that could not be read was told already. */
const checkPresent = (side: Side, { features, inactive }: OpenedSide<unknown>): readonly Problem[] =>
  features.length === 0 && inactive.length > 0 ? [error(inactive[0]!, words.features.allInactive(side), fixSet(inactive[0]!, true))] : [];

/** A column that says which row belongs where, and is an input as well. */
function checkSplitColumn({ features, paths }: OpenedSide<ConfiguredInput>, split: SplitParams): readonly Problem[] {
  const i = split.type === "fixed" ? features.findIndex(({ column }) => column === split.column) : -1;
  return i < 0 || split.type !== "fixed" ? [] : [note(paths[i]!, words.preprocessing.splitIsInput(split.column))];
}

/** Answers are mixed as the inputs are: one that is not mixed would go with answers that are half another row's. */
function checkMixing({ features, paths }: OpenedSide<ConfiguredInput>): readonly Problem[] {
  const first = features.findIndex(({ mixing }) => mixing !== null);
  const known = features[first];
  if (!known) return [];
  return features.flatMap((other, i) => {
    if (other.mixing?.alpha === known.mixing?.alpha && other.mixing?.probability === known.mixing?.probability) return [];
    return [error([...paths[other.mixing ? i : first]!, "augmentation"], other.mixing ? words.features.mixedOtherwise(known.name, other.name) : words.features.mixedAlone(known.name, other.name))];
  });
}

/** Without validation rows no round is better than another: training neither stops early nor keeps the best one. */
function checkParts(split: SplitParams): readonly Problem[] {
  if (!("probabilities" in split) || split.probabilities[1] > 0) return [];
  return [note(["preprocessing", "split", "probabilities"], words.preprocessing.noValidation)];
}
