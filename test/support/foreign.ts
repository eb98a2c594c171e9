/** Models of TensorFlow.js from elsewhere, made here: as files, or as the zip that a project keeps. */
import { pack } from "../../src/engine/export/zip.ts";
import * as tf from "../../src/engine/tf.ts";

export type ModelFiles = Readonly<Record<string, Uint8Array>>;

const utf8 = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** `model.json` and its weights in two shards, as `model.save("downloads://…")` of plain TensorFlow.js writes them. */
export async function filesOf(model: tf.LayersModel): Promise<ModelFiles> {
  let saved: tf.io.ModelArtifacts | null = null;
  await model.save(tf.io.withSaveHandler((artifacts) => {
    saved = artifacts;
    return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } });
  }));
  const { modelTopology, weightSpecs, weightData } = saved! as { modelTopology: object; weightSpecs: tf.io.WeightsManifestEntry[]; weightData: ArrayBuffer };
  const data = new Uint8Array(weightData);
  const half = data.length >> 1;
  return {
    "model.json": utf8({ format: "layers-model", modelTopology, weightsManifest: [{ paths: ["group1-shard1of2.bin", "group1-shard2of2.bin"], weights: weightSpecs }] }),
    "group1-shard1of2.bin": data.slice(0, half),
    "group1-shard2of2.bin": data.slice(half),
  };
}
export const zipOf = async (model: tf.LayersModel): Promise<Uint8Array> => pack(await filesOf(model));

export interface GraphNode { readonly name: string; readonly op: string; readonly input?: readonly string[]; readonly attr?: object }
export interface GraphWeight { readonly name: string; readonly dtype: "float32" | "int32"; readonly shape: readonly number[]; readonly values: readonly number[] }

export const placeholder = (name: string, type: "DT_FLOAT" | "DT_INT32", shape: readonly number[]): GraphNode =>
  ({ name, op: "Placeholder", attr: { dtype: { type }, shape: { shape: { dim: shape.map((size) => ({ size: String(size) })) } } } });

/** A frozen graph, as the converter of TensorFlow.js writes it; every weight is a constant of it. */
export function graphFiles(nodes: readonly GraphNode[], weights: readonly GraphWeight[], more: object = {}): ModelFiles {
  const constants = weights.map(({ name, dtype }): GraphNode => ({ name, op: "Const", attr: { dtype: { type: dtype === "int32" ? "DT_INT32" : "DT_FLOAT" } } }));
  const data = weights.map(({ dtype, values }) => new Uint8Array(dtype === "int32" ? Int32Array.from(values).buffer : Float32Array.from(values).buffer));
  return {
    "model.json": utf8({
      format: "graph-model",
      modelTopology: { node: [...constants, ...nodes], versions: { producer: 1, minConsumer: 1 } },
      weightsManifest: [{ paths: ["w.bin"], weights: weights.map(({ name, dtype, shape }) => ({ name, dtype, shape })) }],
      ...more,
    }),
    "w.bin": Uint8Array.from(data.flatMap((bytes) => [...bytes])),
  };
}
