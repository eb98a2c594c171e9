/** A wide table, written piece by piece: the same bytes for the same seed. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { randomFrom } from "../load/random.ts";

const CITIES = ["Bern", "Oslo", "Turin", "Porto", "Gent", "Graz", "Lund", "Brno"];

/** What stands in a column, in turns: decimals, whole numbers, a category, yes or no, numbers some of which are missing. */
const KINDS: readonly ((random: () => number) => string)[] = [
  (random) => (random() * 1000).toFixed(2),
  (random) => String(Math.floor(random() * 90)),
  (random) => CITIES[Math.floor(random() * CITIES.length)]!,
  (random) => (random() < 0.3 ? "yes" : "no"),
  (random) => (random() < 0.05 ? "" : (random() - 0.5).toFixed(3)),
];

export async function makeWideCsv(path: string, rows: number, columns: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const stream = createWriteStream(path);
  const each = Array.from({ length: columns }, (_, i) => KINDS[i % KINDS.length]!);
  stream.write(`${each.map((_, i) => `column_${i + 1}`).join(",")}\n`);
  for (let row = 0; row < rows; row++) {
    if (!stream.write(`${each.map((kind) => kind(random)).join(",")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}
