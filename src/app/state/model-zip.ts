import { FILES } from "../../engine/export/layout.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import type { FolderFile } from "../../ingest/data-api.ts";
import type { RunRecord } from "../../storage/index.ts";
import { baseName } from "./file-names.ts";

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

/** A text of this size is read to see whether it is a model's. */
const LARGEST_JSON = 64 * 2 ** 20;

/**
 * The JSON of a model of TensorFlow.js and the files that it says hold its weights become one zip, whatever they are called; other files stay as they
 * are. So does a model that was chosen without any file of weights.
 */
export async function joinModels(files: readonly FolderFile[]): Promise<readonly FolderFile[]> {
  const zips: FolderFile[] = [];
  const joined = new Set<FolderFile>();
  for (const model of files.filter(({ path, file }) => path.endsWith(".json") && file.size <= LARGEST_JSON)) {
    const paths = weightsNamed(await model.file.text().catch(() => ""));
    const folder = model.path.slice(0, model.path.lastIndexOf("/") + 1);
    const there = files.filter(({ path }) => path.startsWith(folder) && paths.includes(path.slice(folder.length)));
    const isAlone = !files.some(({ path }) => path.endsWith(".bin"));
    if (paths.length === 0 || (there.length === 0 && isAlone)) continue; // of weights that others were chosen for, the zip says which are missing
    zips.push(await zipOf(model, there, folder));
    for (const one of [model, ...there]) joined.add(one);
  }
  return [...zips, ...files.filter((one) => !joined.has(one))];
}

const MODEL = "model.json";

async function zipOf(model: FolderFile, weights: readonly FolderFile[], folder: string): Promise<FolderFile> {
  const { pack } = await import("../../engine/export/zip.ts"); // zips are written when they are asked for
  const bytesOf = async ({ file }: FolderFile): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
  const parts = await Promise.all(weights.map(async (one): Promise<[string, Uint8Array]> => [one.path.slice(folder.length), await bytesOf(one)]));
  const own = model.path.slice(folder.length);
  const name = own === MODEL ? (folder.split("/").at(-2) ?? "tfjs-model") : baseName(own);
  return { path: `${name}.zip`, file: new Blob([new Uint8Array(pack({ [MODEL]: await bytesOf(model), ...Object.fromEntries(parts) }))]) };
}

/** The files of weights that a text names, where it is the JSON of such a model. */
function weightsNamed(text: string): readonly string[] {
  if (!text.includes('"weightsManifest"')) return [];
  try {
    const groups: unknown = (JSON.parse(text) as { readonly weightsManifest?: unknown } | null)?.weightsManifest; // anything may stand there
    return (Array.isArray(groups) ? (groups as readonly unknown[]) : []).flatMap((group) => {
      const paths = typeof group === "object" && group !== null && "paths" in group ? group.paths : [];
      return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
    });
  } catch {
    return []; // whoever reads the file says so
  }
}
