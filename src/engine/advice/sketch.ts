import type { Load } from "../acceleration/forecast.ts";
import type { ModelSketch } from "../api.ts";
import { estimatedCells, readableCells } from "../config/estimate.ts";
import type { OpenedConfig } from "../config/opened.ts";
import type { Assets } from "../data/assets.ts";
import { countedRows, type ColumnProfile, type TableProfile } from "../data/profile.ts";
import type { Cells } from "../data/table.ts";
import type { ConfiguredInput, ConfiguredOutput, InputFeature } from "../features/feature.ts";
import { features } from "../features/index.ts";
import { widthOf } from "../layers/apply.ts";
import { buildToMeasure, safeName } from "../model/build.ts";
import type { Encoding } from "../model/context.ts";
import type { Json } from "../schema/json.ts";
import { success, type Outcome } from "../schema/problem.ts";
import type { LayersModel } from "../tf.ts";
import { notFrozen } from "../training/learner.ts";
import { loadOf } from "../training/load.ts";

/**
 * Nodes and parameter counts of the model that a config describes: the model itself, built on features fitted to cells that the
 * profile would be true of (a type's examples where there is no profile or no such column), counted and freed again.
 */
export function sketchModel(opened: OpenedConfig, profile: TableProfile | null, assets: Assets): Outcome<{ readonly sketch: ModelSketch; readonly load: Load }> {
  const columns = new Map(profile?.columns.map((column) => [column.name, column]));
  const widths = new Map<string, number>();
  const inputs = opened.inputs.map((input) => measured(input.fit(cellsFor(input, columns), () => {}, undefined, assets), widths));
  const outputs = opened.outputs.map((output) => output.fit(cellsFor(output, columns), () => {}, undefined, assets));
  let joined = 0;
  const building = buildToMeasure(inputs, outputs, (context, encodings) => {
    const hidden = opened.combiner(context, encodings);
    joined = widthOf(hidden.tensor);
    return hidden;
  });
  if (!building.ok) return building;
  const { model } = building.value;
  try {
    const learnt = notFrozen(model, opened.trainer.layers_to_freeze_regex);
    if (!learnt.ok) return learnt;
    const counted = parametersByScope(model);
    const parametersOf = (scope: string): number => counted.get(scope) ?? 0;
    const sketch: ModelSketch = {
      inputs: inputs.map(({ name, type }, i) => ({
        name, type,
        encoder: partType(opened.resolved["input_features"], i, "encoder"),
        width: widths.get(name) ?? 0,
        parameters: parametersOf(`inputs/${safeName(name)}`),
      })),
      combiner: { type: typeOf(opened.resolved["combiner"]), width: joined, parameters: parametersOf("combiner") },
      outputs: outputs.map(({ name, type, baseline }, i) => ({
        name, type,
        decoder: partType(opened.resolved["output_features"], i, "decoder"),
        loss: partType(opened.resolved["output_features"], i, "loss"),
        units: baseline.length,
        parameters: parametersOf(`outputs/${safeName(name)}`),
      })),
      parameters: model.countParams(),
    };
    return success({ sketch, load: loadOf(building.value, inputs, opened.trainer, expectedRows(opened, profile)) });
  } finally {
    model.dispose();
  }
}

/** Of the rows, what a column that shares them out leaves to learn from: nobody has counted yet. */
const USUAL_SHARE = 0.7;

/** Rows to learn from, as far as the profile tells; 0 without one. */
function expectedRows({ preprocessing: { split, sampleRatio, sampleSize } }: OpenedConfig, profile: TableProfile | null): number {
  const share = split.type === "fixed" ? USUAL_SHARE : split.probabilities[0];
  return Math.round(Math.min((profile ? countedRows(profile) : 0) * sampleRatio, sampleSize ?? Infinity) * share);
}

/** Layers are called `inputs/<feature>/…`, `outputs/<feature>/…` and `combiner/…`. */
function parametersByScope(model: LayersModel): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const layer of model.layers) {
    const [side = "", feature = ""] = layer.name.split("/");
    const scope = side === "combiner" ? side : `${side}/${feature}`;
    counted.set(scope, (counted.get(scope) ?? 0) + layer.countParams());
  }
  return counted;
}

function cellsFor(feature: ConfiguredInput | ConfiguredOutput, columns: ReadonlyMap<string, ColumnProfile>): Cells {
  const column = columns.get(feature.column);
  const known = column && column.missing < column.rows ? estimatedCells(column).cells : null;
  return readableCells(feature, known ?? features[feature.type]!.example.cells); // an opened feature's type is registered
}

/** The same feature, noting the width of what its encoder makes. */
const measured = (feature: InputFeature, widths: Map<string, number>): InputFeature => ({
  ...feature,
  build(context): Encoding {
    const encoding = feature.build(context);
    widths.set(feature.name, encoding.tensor.shape.at(-1) ?? 0);
    return encoding;
  },
});

/** The type of one part of one feature of a resolved config. */
const partType = (list: Json | undefined, index: number, part: string): string => typeOf(member(member(list, index), part));
function typeOf(block: Json | undefined): string {
  const type = member(block, "type");
  return typeof type === "string" ? type : "";
}

function member(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)];
  return typeof value === "object" && value !== null ? (value as { readonly [key: string]: Json })[key] : undefined; // no list, so a block
}
