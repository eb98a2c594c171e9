import { FILES } from "../../engine/export/layout.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
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
