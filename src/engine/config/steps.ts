import { words } from "../../messages/en/config.ts";
import type { ConfiguredInput, ConfiguredOutput } from "../features/feature.ts";
import { keepsSteps } from "../layers/reduce.ts";
import type { Json } from "../schema/json.ts";
import { error, fixSet, type Path, type Problem, type Report } from "../schema/problem.ts";
import type { OpenedSide } from "./open-features.ts";

/** Combiners that can hand on a sequence as a sequence. */
const HAND_ON: readonly Json[] = ["sequence_concat", "sequence"];

/** An input whose encoder may keep its steps: it says so by a key of its own. */
interface Stepwise { readonly name: string; readonly path: Path; readonly keeps: boolean; readonly padding: Json | undefined }

/**
 * An output that is decided step by step needs an input whose steps are kept, a combiner that hands them on, and padding on the same
 * side as there; what it lacks is reported where it can be mended.
 */
export function checkSteps(inputs: OpenedSide<ConfiguredInput>, outputs: OpenedSide<ConfiguredOutput>, combiner: { readonly [key: string]: Json }, report: Report): void {
  const stepwise = inputs.features.flatMap(({ name }, i): readonly Stepwise[] => {
    const { encoder, preprocessing } = inputs.resolved[i]!; // the lists go side by side
    if (!isBlock(encoder) || !("reduce_output" in encoder)) return [];
    return [{ name, path: inputs.paths[i]!, keeps: keepsSteps(encoder["reduce_output"]), padding: isBlock(preprocessing) ? preprocessing["padding"] : undefined }];
  });
  outputs.features.forEach(({ name, stepsOf }, i) => {
    if (!stepsOf) return;
    const path = outputs.paths[i]!;
    const kept = stepwise.filter(({ keeps }) => keeps);
    if (kept.length === 0) return report(noSteps(name, path, stepwise));
    if (!HAND_ON.includes(combiner["type"]!)) {
      report(error(["combiner"], words.steps.combiner(name, JSON.stringify(combiner["type"])), fixSet(["combiner"], { type: "sequence_concat" })));
    }
    const { preprocessing } = outputs.resolved[i]!;
    const padding = isBlock(preprocessing) ? preprocessing["padding"] : undefined;
    const other = kept.find((input) => input.padding !== undefined && input.padding !== padding);
    const at = [...path, "preprocessing", "padding"];
    if (other) report(error(at, words.steps.padding(name, JSON.stringify(padding), other.name, JSON.stringify(other.padding)), fixSet(at, other.padding)));
  });
}

/** The fix lies with the first input that could keep its steps. */
function noSteps(name: string, path: Path, [first]: readonly Stepwise[]): Problem {
  const at = [...path, "decoder"];
  return first
    ? error(at, words.steps.reduced(name, first.name), fixSet([...first.path, "encoder", "reduce_output"], null))
    : error(at, words.steps.none(name));
}

const isBlock = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);
