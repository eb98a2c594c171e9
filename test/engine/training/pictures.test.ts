import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine/index.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { looseMedia } from "../../../src/engine/data/pictures/loose.ts";
import type { Media } from "../../../src/engine/data/pictures/media.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { encodeParts } from "../../../src/engine/training/encode-parts.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import { encodePart, prepare } from "../../../src/engine/training/prepare.ts";

const ROWS = 400;
/** A dot on the left or on the right. */
const dot = (i: number): string => pictureUri(bitmap(8, 8, (x, y) => (x === (i % 2 ? 1 : 6) && y === 1 + (i % 6) ? [255, 255, 255] : [10, 20, 30])), "bmp");
const YAML = `
input_features: [{name: photo, type: image, encoder: {type: stacked_cnn, padding: same}}]
output_features: [{name: side, type: category}]
trainer: {epochs: 3, batch_size: 32, learning_rate: 0.01}
`;
const cells = { photo: Array.from({ length: ROWS }, (_, i) => dot(i)), side: Array.from({ length: ROWS }, (_, i) => (i % 2 ? "left" : "right")) };

const engineWith = (media: Media) => createEngine({ version: "test", table: async () => ({ table: { ...tableFrom(cells), media }, name: "dots", fingerprint: "dots" }) });
const request = { yaml: YAML, dataset: "dots", seed: 1, backend: "wasm" } as const;

describe("a model of pictures", () => {
  it("tells how far the reading is, learns, and answers to pictures inside cells as it did in training", async () => {
    const engine = engineWith(looseMedia());
    const events: TrainEvent[] = [];
    const trained = await engine.train(request, (event) => { events.push(event); });
    if (!trained.ok) throw new Error(trained.problems[0]!.message);
    const readings = events.flatMap((event) => (event.type === "reading" ? [event.done] : []));
    expect(readings).toEqual([...readings].sort((a, b) => a - b));
    expect(readings.at(-1)).toBe(ROWS);
    expect(events.findIndex(({ type }) => type === "started")).toBeGreaterThan(events.findLastIndex(({ type }) => type === "reading"));
    expect(trained.value.evaluations.find(({ split }) => split === "test")?.outputs["side"]?.metrics["accuracy"]).toBe(1);

    const opened = await engine.open(trained.value.bundle);
    if (!opened.ok) throw new Error(opened.problems[0]!.message);
    const answered = await engine.predict(opened.value.id, { photo: [dot(0), dot(1), "lost.png", null] });
    const side = answered.ok && answered.value["side"];
    if (!side || side.kind !== "category") throw new Error("expected classes");
    expect(Array.from(side.predicted.subarray(0, 2), (label) => side.labels[label])).toEqual(["right", "left"]);
    expect(Array.from(side.probabilities).every(Number.isFinite)).toBe(true);
    const zip = await engine.exportModel(trained.value.bundle);
    expect(zip.ok && (await engine.importModel(zip.value)).ok).toBe(true);
  }, 60_000);

  it("names the files that could not be decoded", async () => {
    const loose = looseMedia();
    const broken = engineWith({ ...loose, pixels: async (asked, geometry) => (await loose.pixels(asked, geometry)).map((pixels, i) => (asked[i] === dot(7) ? null : pixels)) });
    const notes: string[] = [];
    await broken.train({ ...request, yaml: YAML.replace("epochs: 3", "epochs: 1") }, (event) => { if (event.type === "started") notes.push(...event.notes.map(({ message }) => message)); });
    expect(notes).toEqual([expect.stringMatching(/^photo: \d+ files could not be read and were taken as an even grey: data:image\/bmp;base64,.*; remove their rows, or mend them$/)]);
  });

  it("ends where not one can be read", async () => {
    const trained = await engineWith({ ...looseMedia(), pixels: async (asked) => asked.map(() => null) }).train(request, () => {});
    expect(trained.ok ? "" : trained.problems[0]!.message).toMatch(/^photo: not one of its files could be read, the first of them data:image/);
  });

  it("takes the picture of the next row across what is read at once", async () => {
    const gaps = cells.photo.map((cell, i) => (i % 256 === 255 ? null : cell));
    const asked: (string | null)[] = [];
    const loose = looseMedia();
    const media: Media = { ...loose, pixels: async (some, geometry) => { asked.push(...some); return loose.pixels(some, geometry); } };
    const engine = createEngine({ version: "test", table: async () => ({ table: { ...tableFrom({ ...cells, photo: gaps, split: gaps.map(() => "0") }), media }, name: "dots", fingerprint: "dots" }) });
    await engine.train({ ...request, yaml: `${YAML.replace("epochs: 3", "epochs: 1")}preprocessing: {split: {type: fixed, column: split}}\n`, backend: "cpu" }, () => {});
    expect(asked.slice(-ROWS)).toEqual(gaps.map((cell, i) => cell ?? gaps[i + 1]));
  });

  it("joins what was read piece by piece as if it had been read at once", async () => {
    const { opened } = openYaml(YAML);
    const table = { ...tableFrom(cells), media: looseMedia() };
    const ready = prepare(opened!, table, 1);
    if (!ready.ok) throw new Error(ready.problems[0]!.message);
    const { inputs, outputs, split } = ready.value;
    const built = buildModel(inputs, outputs, opened!.combiner, 1);
    if (!built.ok) throw new Error("expected a model");
    const task = { request, app: "test", opened: opened!, dataset: { table, name: "dots", fingerprint: "dots" }, data: "dots", prepared: ready.value, notes: [] };
    const reading = encodeParts(task, built.value, runControl());
    let next = await reading.next();
    while (!next.done) next = await reading.next();
    if (!next.value.ok) throw new Error("not read");
    const { training } = next.value.value.parts;
    expect(training.rows).toBeGreaterThan(256);
    expect(training).toEqual(await encodePart(ready.value, built.value.inputParts, table, split.training));
    built.value.model.dispose();
  });

  it("stops while pictures are read, and says so", async () => {
    const loose = looseMedia();
    const engine: ReturnType<typeof engineWith> = engineWith({ ...loose, pixels: async (...asked) => { await engine.control("stop"); return loose.pixels(...asked); } });
    const trained = await engine.train(request, () => {});
    expect(trained.ok ? "" : trained.problems[0]!.message).toBe("stopped while the rows were made ready, at row 256 of 400: nothing was learnt yet");
  });
});
