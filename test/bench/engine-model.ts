import { openYaml } from "../../src/engine/config/open.ts";
import type { OpenedConfig } from "../../src/engine/config/opened.ts";
import { tensorType, type Encoded } from "../../src/engine/data/encoded.ts";
import { cellsOf, columnNamed, type Table } from "../../src/engine/data/table.ts";
import type { InputFeature, OutputFeature } from "../../src/engine/features/feature.ts";
import { buildModel, type BuiltModel } from "../../src/engine/model/build.ts";
import * as tf from "../../src/engine/tf.ts";
import type { EncodedRows } from "../../src/engine/training/resident.ts";
import type { TrainerParams } from "../../src/engine/training/params.ts";
import { ROWS, type Case, type LayerLevel } from "./cases/case.ts";
import { encodedNow } from "../support/encoding.ts";

/** A case as this engine builds it, with its rows encoded. */
export interface EngineModel {
  readonly model: tf.LayersModel;
  readonly rows: EncodedRows;
  readonly outputs: readonly OutputFeature[];
  readonly trainer: TrainerParams;
  /** Where the language can say the model. */
  readonly live: { readonly inputs: readonly InputFeature[]; readonly outputs: readonly OutputFeature[]; readonly built: BuiltModel } | null;
  readonly table: Table;
}

const SEED = 1;

export function engineModel({ yaml, table: makeTable, layers }: Case): EngineModel {
  const { opened, problems } = openYaml(yaml);
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  const table = makeTable();
  const cells = (column: string) => cellsOf(columnNamed(table, column)!); // the cases name their own columns
  const outputs = opened.outputs.map((feature) => feature.fit(cells(feature.column), refuse));
  const targets = outputs.map((feature) => feature.target(cells(feature.column)));
  const { trainer } = opened;
  if (layers) return { ...inLayers(layers, targets), outputs, trainer, live: null, table };
  const inputs = opened.inputs.map((feature) => feature.fit(cells(feature.column), refuse));
  const built = inLanguage(inputs, outputs, opened);
  const encoded = new Map(inputs.map((feature) => [feature.name, encodedNow(feature, cells(feature.column))]));
  const parts = built.inputParts.map(({ feature, part }) => encoded.get(feature)![part]!); // both from the same features
  return { model: built.model, rows: { rows: table.rows, inputs: parts, targets }, outputs, trainer, live: { inputs, outputs, built }, table };
}

function inLanguage(inputs: readonly InputFeature[], outputs: readonly OutputFeature[], { combiner }: OpenedConfig): BuiltModel {
  const built = buildModel(inputs, outputs, combiner, SEED);
  if (!built.ok) throw new Error("expected a model");
  return built.value;
}

function inLayers({ parts, ours }: LayerLevel, targets: readonly Encoded[]): Pick<EngineModel, "model" | "rows"> {
  const inputs = parts();
  const asked = symbolic(inputs);
  return { model: tf.model({ inputs: [...asked], outputs: ours(asked) }), rows: { rows: ROWS, inputs, targets } };
}

/** Model inputs for the parts of a case in layers. */
export const symbolic = (parts: readonly Encoded[]): readonly tf.SymbolicTensor[] =>
  parts.map(({ shape, dtype }, i) => tf.input({ name: `part_${i}`, shape: [...shape], dtype: tensorType({ dtype }) }));

const refuse = (severity: string, message: string): void => {
  if (severity === "error") throw new Error(message);
};
