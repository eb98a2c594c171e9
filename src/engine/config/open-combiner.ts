import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import type { InputBeside } from "../combiners/combiner.ts";
import { combiners } from "../combiners/index.ts";
import { keepsSteps } from "../layers/reduce.ts";
import type { CombinerFn } from "../model/context.ts";
import { openChoice, resolveChoice } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { fixSet, note, type Report } from "../schema/problem.ts";
import type { ConfiguredInput } from "../features/feature.ts";
import { TRAINED } from "../features/outside-trained.ts";
import type { OpenedSide } from "./open-features.ts";

/** Ludwig's rule, since 0.13, for a config that names no combiner: with so many inputs it is this one, with fewer `concat`. */
export const MANY_INPUTS = { from: 3, combiner: "ft_transformer" } as const;

export interface OpenedCombiner { readonly combine: CombinerFn; readonly resolved: { readonly [key: string]: Json } }

export function openCombiner(raw: unknown, inputs: OpenedSide<ConfiguredInput>, report: Report): OpenedCombiner {
  const block = raw ?? usual(inputs.features.length, report);
  const { made } = openChoice(combiners, block, ["combiner"], report);
  made.suits?.(besides(inputs), ["combiner"], report);
  return { combine: made.combine, resolved: resolveChoice(combiners, block) };
}

function usual(inputs: number, report: Report): { readonly type: string } {
  if (inputs < MANY_INPUTS.from) return { type: "concat" };
  const quicker = fixSet(["combiner"], { type: "concat" }, schemaWords.write("combiner: {type: concat}"));
  report(note(["combiner"], words.usualCombiner(inputs, MANY_INPUTS.from, MANY_INPUTS.combiner), quicker));
  return { type: MANY_INPUTS.combiner };
}

const besides = ({ features, paths, resolved }: OpenedSide<ConfiguredInput>): readonly InputBeside[] =>
  features.map(({ name, type }, i) => ({ name, type, path: paths[i]!, steps: stepsOf(resolved[i]!["encoder"]) })); // the lists go side by side

/** An encoder that may reduce a sequence says so by a key of its own. */
function stepsOf(encoder: Json | undefined): InputBeside["steps"] {
  if (typeof encoder !== "object" || encoder === null) return null;
  if ("type" in encoder && encoder.type === TRAINED) return "kept"; // perhaps: its file says so, which is read later
  if (!("reduce_output" in encoder)) return null;
  return keepsSteps(encoder.reduce_output) ? "kept" : "reduced"; // as the encoder has read it
}
