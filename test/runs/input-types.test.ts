/** A table with a column of every type that is read from a delimited cell, learnt with the starter config as it is. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { seededRandom } from "../../src/engine/data/random.ts";
import { csv, fidelio, put, readJson, temporaryFolder } from "../cli/terminal.ts";

const random = seededRandom(23, "input types");
const some = <T>(of: readonly T[], share: number): readonly T[] => of.filter(() => random() < share);
const GENRES = ["Drama", "Comedy", "War", "Crime", "Film noir"];

/** What people think of a film: six columns matter, each a little. */
function film(): readonly (string | number)[] {
  const genres = some(GENRES, 0.4);
  const released = new Date(Date.UTC(1990, 0, 1) + Math.floor(random() * 11_000) * 86_400_000);
  const extras = Array.from({ length: 1 + Math.floor(random() * 5) }, () => (random() < 0.5 ? "trailer" : "interview"));
  const place = [random() * 4 - 2, random() * 4 - 2];
  const rises = random() < 0.5;
  const visitors = Array.from({ length: 4 + Math.floor(random() * 5) }, () => Math.round(random() * 900)).sort((a, b) => (rises ? a - b : b - a));
  const cell = 0x85280003fffffffn | (BigInt(Math.floor(random() * 7)) << 42n) | (BigInt(Math.floor(random() * 7)) << 39n);
  const liking =
    (genres.includes("War") === genres.includes("Crime") ? 1 : -1) +
    Math.sin((2 * Math.PI * (released.getTime() / 86_400_000)) / 365.2425) +
    0.5 * (extras.filter((extra) => extra === "trailer").length - 1.5) +
    place[0]! +
    (rises ? 1 : -1) +
    (Number((cell >> 42n) & 7n) > 2 ? 1 : -1);
  return [
    genres.join("|") || "Short",
    released.toISOString().slice(0, 10),
    extras.join("; "),
    `"${JSON.stringify(place.map((v) => Number(v.toFixed(3))))}"`,
    visitors.join(" "),
    cell.toString(16),
    liking.toFixed(3),
  ];
}

const COLUMNS = ["genres", "released", "extras", "place", "visitors", "cell", "liking"];
const rows = Array.from({ length: 700 }, film);

it("proposes their types, and learns from all of them", async () => {
  const folder = await temporaryFolder();
  const dataset = await put(folder, "films.csv", csv([COLUMNS, ...rows]));
  const config = join(folder, "config.yaml");
  expect(await fidelio("init-config", "--dataset", dataset, "--target", "liking", "--output", config)).toMatchObject({ code: 0 });
  const text = await readFile(config, "utf8");
  for (const [name, type] of Object.entries({ genres: "set", released: "date", extras: "bag", place: "vector", visitors: "timeseries", cell: "h3" })) {
    expect(text).toMatch(new RegExp(`name: ${name}\\n    type: ${type}\\n`));
  }
  expect(await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", folder, "--quiet")).toEqual({ code: 0, out: "", err: "" });
  const statistics = await readJson(join(folder, "test_statistics.json"));
  expect(statistics["liking"]["r2"]).toBeGreaterThan(0.8);
}, 180_000);
