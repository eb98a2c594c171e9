import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import { unpack, type Files } from "../../../src/engine/export/zip.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";

const YAML = `input_features:
  - {name: size, type: number}
  - {name: colour, type: category, encoder: {type: dense, embedding_size: 2}}
  - {name: note, type: text, preprocessing: {max_sequence_length: 4}, encoder: {type: embed, embedding_size: 2}}
output_features:
  - {name: kind, type: category}
  - {name: price, type: number}
combiner: {type: concat, num_fc_layers: 1, output_size: 4}
trainer: {epochs: 1, batch_size: 16}
`;

const column = (make: (row: number) => string): Cells => Array.from({ length: 40 }, (_, row) => make(row));
const words = ["red", "green", "blue"];
const table = tableFrom({
  size: column((row) => String((row * 7) % 11)),
  colour: column((row) => words[row % 3]!),
  note: column((row) => `${words[row % 2]} ${words[(row * 2) % 3]}`),
  kind: column((row) => words[(row * 5) % 3]!),
  price: column((row) => String((row * 3) % 17)),
});

export const smallEngine = () => createEngine({ version: "0.1.0", table: async () => ({ table, name: "small.csv", fingerprint: "f" }) });

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}

/** A real model that was trained for a moment, as the files of its export. */
export async function smallExport(engine = smallEngine()): Promise<{ readonly zip: Uint8Array; readonly files: Files }> {
  const { bundle } = valueOf(await engine.train({ yaml: YAML, dataset: "small", seed: 1, backend: "cpu" }, () => {}));
  const zip = valueOf(await engine.exportModel(bundle));
  return { zip, files: valueOf(unpack(zip)) };
}
