/** A model that has learnt where a square decides is asked where it looked: both maps have their maximum on the square. */
import { beforeAll, describe, expect, test } from "vitest";
import type { EngineApi } from "../../src/engine/api.ts";
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { looseMedia } from "../../src/engine/data/pictures/loose.ts";
import { pictureUri } from "../../src/engine/data/pictures/uri.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { tableFrom } from "../../src/engine/data/table.ts";
import { createEngine } from "../../src/engine/engine.ts";
import type { ExplanationMethod, PictureMap } from "../../src/engine/explanation/map.ts";
import type { Outcome } from "../../src/engine/schema/problem.ts";

const [SIDE, SQUARE, ROWS] = [20, 5, 160];
const random = seededRandom(11, "squares");
const places = Array.from({ length: ROWS }, (_, row) => ({ left: Math.floor((SIDE - SQUARE) * random()), top: Math.floor((SIDE - SQUARE) * random()), colour: row % 2 === 0 ? "red" : "green" }));
/** The colour of a square on a ground of grey noise. */
const cells = places.map(({ left, top, colour }) => pictureUri(bitmap(SIDE, SIDE, (x, y) => {
  const noise = 90 + Math.floor(60 * random());
  const isIn = x >= left && x < left + SQUARE && y >= top && y < top + SQUARE;
  return !isIn ? [noise, noise, noise] : colour === "red" ? [240, 30, 30] : [30, 240, 30];
}), "bmp"));

const yaml = `
input_features: [{name: picture, type: image, encoder: {type: stacked_cnn, padding: same, output_size: 32}}]
output_features: [{name: colour, type: category}]
trainer: {epochs: 8, batch_size: 32, learning_rate: 0.003}
`;
const worth = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
};

let engine: EngineApi;
let model: string;
beforeAll(async () => {
  const table = { ...tableFrom({ picture: cells, colour: places.map(({ colour }) => colour) }), media: looseMedia() };
  engine = createEngine({ version: "test", table: async () => ({ table, name: "squares", fingerprint: "squares" }) });
  const run = worth(await engine.train({ yaml, dataset: "squares", seed: 3, backend: "wasm" }, () => {}));
  expect(run.rounds.at(-1)!.validation["colour"]!["accuracy"]).toBeGreaterThan(0.9);
  model = worth(await engine.open(run.bundle)).id;
}, 60_000);

const explain = async (row: number, method: ExplanationMethod, label?: string): Promise<PictureMap> =>
  worth(await engine.explainPicture(model, { picture: [cells[row]!] }, { output: "colour", input: "picture", method, ...(label !== undefined && { label }) }));

describe.each(["grad_cam", "occlusion"] as const)("%s", (method) => {
  test("is largest on the square, whatever its colour and place", async () => {
    for (const row of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const { values, answer, pixels } = await explain(row, method);
      const { left, top, colour } = places[row]!;
      expect(answer.label).toBe(colour);
      expect(pixels).toHaveLength(SIDE * SIDE * 3);
      const at = values.indexOf(1);
      const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
      const off = Math.max(left - 1 - x, x - left - SQUARE, top - 1 - y, y - top - SQUARE);
      expect(off, `row ${row}: the maximum is at ${x}, ${y}, the square from ${left}, ${top}`).toBeLessThanOrEqual(0);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    }
  });

  test("says in words where that is", async () => {
    const row = places.findIndex(({ left, top }) => left < 4 && top < 4);
    const { sentence } = await explain(row, method);
    expect(sentence).toContain("upper left");
    expect(sentence).toContain(places[row]!.colour);
  });

  test("another answer than the one given has a map of its own", async () => {
    const [given, other] = [await explain(0, method, "red"), await explain(0, method, "green")];
    expect(other.answer.value).toBeLessThan(0.5);
    expect(other.values).not.toEqual(given.values);
  });
});

test("what cannot be explained is said", async () => {
  const ask = (given: Readonly<Record<string, readonly (string | null)[]>>, output = "colour", input = "picture") => engine.explainPicture(model, given, { output, input, method: "occlusion" });
  expect(await ask({ picture: [null] })).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("no picture for picture") as string }] });
  expect(await ask({ picture: ["lost.png"] })).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("no picture for picture") as string }] });
  expect(await ask({ picture: [cells[0]!] }, "colour", "colour")).toMatchObject({ ok: false });
});
