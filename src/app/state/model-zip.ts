import { FILES } from "../../engine/export/layout.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import type { FolderFile } from "../../ingest/data-api.ts";
import type { RunRecord } from "../../storage/index.ts";

/** A list of files stands at the end of a zip; that of a model is short. */
const END = 64 * 1024;

/** Is this zip an exported model, by the names in its list? Any other holds tables or pictures. */
export async function isModelZip(file: Blob): Promise<boolean> {
  const end = await file.slice(Math.max(0, file.size - END)).arrayBuffer().catch(() => null);
  const names = end && new TextDecoder("latin1").decode(end);
  return names !== null && [FILES.model, FILES.facts, FILES.provenance].every((name) => names.includes(name));
}

/** The whole model of a kept run; data: the bytes of its weights, which lie beside its record. */
export const bundleOf = ({ model }: Pick<RunRecord, "model">, data: Uint8Array): ModelBundle => ({ ...model, weights: { specs: model.weights.specs, data } });

const MODEL = "model.json";

/** A `model.json` of TensorFlow.js and the files of its weights, which lie beside it, become one zip; other files stay as they are. */
export async function joinModels(files: readonly FolderFile[]): Promise<readonly FolderFile[]> {
  const model = files.find(({ path }) => path === MODEL || path.endsWith(`/${MODEL}`));
  const folder = model?.path.slice(0, -MODEL.length) ?? "";
  const parts = files.filter(({ path }) => path.startsWith(folder) && (path === model?.path || path.endsWith(".bin") || /shard\d+of\d+$/.test(path)));
  if (!model || parts.length < 2) return files;
  const [{ pack }, read] = await Promise.all([
    import("../../engine/export/zip.ts"), // zips are written when they are asked for
    Promise.all(parts.map(async ({ path, file }): Promise<[string, Uint8Array]> => [path.slice(folder.length), new Uint8Array(await file.arrayBuffer())])),
  ]);
  const name = folder.split("/").at(-2) ?? "tfjs-model";
  const zip = { path: `${name}.zip`, file: new Blob([new Uint8Array(pack(Object.fromEntries(read)))]) };
  return [zip, ...files.filter((one) => !parts.includes(one))];
}
