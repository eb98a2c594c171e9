/** A small table with something to learn, and the config that learns it: what the training tests train on. */
import { tableFrom, type Cell, type Table } from "../../../src/engine/data/table.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import type { EngineHost, TrainRequest } from "../../../src/engine/api.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import type { Task } from "../../../src/engine/training/attempt.ts";
import { systemClock } from "../../../src/engine/training/clock.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { takeUp } from "../../../src/engine/training/run.ts";

export interface TinyOptions { readonly rows?: number; readonly trainer?: string; readonly split?: string }

/** `size` decides `weight`, `colour` decides `sweet`, both decide `kind`; a fifth of the sizes are missing. */
export function tinyTable(rows = 240): Table {
  const random = seededRandom(7, "tiny table");
  const cells: Record<"size" | "colour" | "note" | "kind" | "weight" | "sweet", Cell[]> = { size: [], colour: [], note: [], kind: [], weight: [], sweet: [] };
  for (let row = 0; row < rows; row++) {
    const size = 10 * random();
    const colour = ["red", "green", "blue"][Math.floor(3 * random())]!;
    cells.size.push(Math.floor(20 * random()) === 0 ? null : size.toFixed(3));
    cells.colour.push(colour);
    cells.note.push(`${colour === "blue" ? "cold" : "warm"} and ${size > 5 ? "large" : "small"}`);
    cells.kind.push(size > 5 ? (colour === "red" ? "apple" : "melon") : "berry");
    cells.weight.push((0.3 * size + 0.2).toFixed(2));
    cells.sweet.push(colour === "green" ? "no" : "yes");
  }
  return tableFrom(cells);
}

export const tinyYaml = (trainer = "", split = ""): string => `
input_features:
  - {name: size, type: number}
  - {name: colour, type: category}
  - {name: note, type: text, encoder: {type: embed, embedding_size: 8}}
output_features:
  - {name: kind, type: category}
  - {name: weight, type: number}
  - {name: sweet, type: binary}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
trainer: {epochs: 3, batch_size: 32, learning_rate: 0.02${trainer && `, ${trainer}`}}
${split && `preprocessing: {split: ${split}}`}
`;

export const tinyHost = (table = tinyTable()): EngineHost => ({
  version: "0.0.0-test",
  table: async () => ({ table, name: "tiny.csv", fingerprint: "tiny" }),
});

/** A request that has met its data. */
export async function taskOf(request: TrainRequest, host: EngineHost): Promise<Outcome<Task>> {
  const taking = takeUp(request, { host, control: runControl(), clock: systemClock() });
  for (;;) {
    const step = await taking.next();
    if (step.done) return step.value;
  }
}
