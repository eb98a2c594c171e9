import type { Encodings } from "../../src/engine/data/encoded.ts";
import type { Cells } from "../../src/engine/data/table.ts";
import type { InputFeature } from "../../src/engine/features/feature.ts";

/** The numbers of cells that name no files. */
export function encodedNow(feature: Pick<InputFeature, "encode">, cells: Cells): Encodings {
  const encoded = feature.encode(cells);
  if (encoded instanceof Promise) throw new Error("expected cells that say all");
  return encoded;
}
