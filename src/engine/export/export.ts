import type { ModelBundle } from "../model/bundle.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { makeExamples } from "./examples.ts";
import { filesOf } from "./files.ts";
import { readmeOf } from "./readme.ts";
import { pack } from "./zip.ts";

/**
 * A zip file with the model, its facts, examples and a README. `live` is the bundle made ready to answer; `samples` are a few
 * rows of data, column → cells. Equal bundles and samples give equal bytes on the same backend.
 */
export async function exportModel(bundle: ModelBundle, live: AnsweringModel, breathe: () => Promise<void>): Promise<Uint8Array> {
  return pack(filesOf(bundle, { examples: await makeExamples(live, breathe), readme: readmeOf(bundle, live) }));
}
