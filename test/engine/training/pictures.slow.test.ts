import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine/index.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { looseMedia } from "../../../src/engine/data/pictures/loose.ts";
import type { Media } from "../../../src/engine/data/pictures/media.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { columnFrom, tableFrom } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { encodeParts } from "../../../src/engine/training/encode-parts.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import { spillsInMemory } from "../../support/spills.ts";
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

  describe("a file that cannot be decoded after all", () => {
    const torn = dot(7);
    const photos = cells.photo.slice(0, 60);
    const lost = photos.filter((cell) => cell === torn).length;
    /** Which of the six dots a cell holds; -1: none. */
    const named = (some: readonly (string | null)[]): readonly number[] => some.map((cell) => cells.photo.indexOf(cell ?? ""));
    /** What was told at the start, and what was asked for. */
    const trainedWith = async (preprocessing: string, photo = photos as readonly (string | null)[], { parts = photos.map(() => "0"), trainer = "", memory = 1e9, spills = spillsInMemory() } = {}) => {
      const loose = looseMedia();
      const asked: (string | null)[] = [];
      const media: Media = { ...loose, pixels: async (some, geometry) => { asked.push(...some); return (await loose.pixels(some, geometry)).map((pixels, i) => (some[i] === torn ? null : pixels)); } };
      const engine = createEngine({ version: "test", table: async () => ({ table: { ...tableFrom({ photo, side: cells.side.slice(0, 60), split: parts }), media }, name: "dots", fingerprint: "dots" }), spills }, { memory });
      const told = { notes: [] as string[], rows: 0, dropped: {}, readings: 0 };
      const yaml = `${YAML.replace("epochs: 3", `epochs: 1${trainer}`).replace("type: image", `type: image, preprocessing: {${preprocessing}}`)}preprocessing: {split: {type: fixed, column: split}}\n`;
      const trained = await engine.train({ ...request, yaml }, (event) => {
        if (event.type === "reading") told.readings++;
        if (event.type === "started") Object.assign(told, { notes: event.notes.map(({ message }) => message), rows: event.plan.rows.training, dropped: event.plan.dropped });
      });
      return { ...told, asked: named(asked), ok: trained.ok, run: trained.ok ? trained.value : null, made: spills.made };
    };

    it("is the picture of the next row by default, told by its name, and nothing else is read again", async () => {
      const { ok, notes, asked, rows, readings } = await trainedWith("");
      expect({ ok, rows, readings }).toEqual({ ok: true, rows: 60, readings: 3 }); // one of each part
      expect(asked).toEqual([...named(photos), ...named([photos[8]!])]); // which comes after each of them
      expect(notes).toEqual([expect.stringMatching(new RegExp(`^photo: ${lost} files could not be read and count as missing, so the next picture that can be read stands for each \\(missing_value_strategy\\): data:image/bmp;base64,.*; mend them`))]);
    });

    it("costs its row where the config says so, and the others are not read again", async () => {
      const { notes, asked, rows, dropped } = await trainedWith("missing_value_strategy: drop_row");
      expect({ rows, dropped }).toEqual({ rows: 60 - lost, dropped: { photo: lost } });
      expect(asked).toEqual(named(photos));
      expect(notes).toEqual([expect.stringContaining("so their rows are left out (missing_value_strategy)"), expect.stringContaining(`${lost} of 60 rows are left out because 'photo' is missing there`)]);
    });

    it("costs its row in a file, too, and each is read once: the numbers are those from memory", async () => {
      const parts = photos.map((_, i) => String(i % 5 === 4 ? 1 + (i % 2) : 0));
      const drops = (memory: number, trainer = ", should_shuffle: false") => trainedWith("missing_value_strategy: drop_row", photos, { parts, trainer, memory });
      const [stored, held] = [await drops(2048), await drops(1e9)];
      expect([stored.made, held.made]).toEqual([1, 0]);
      expect(stored.asked).toEqual(held.asked);
      expect(stored.asked).toHaveLength(photos.length);
      expect(stored).toMatchObject({ rows: held.rows, dropped: { photo: lost }, notes: held.notes });
      expect(stored.run?.bundle.weights.data).toEqual(held.run!.bundle.weights.data);
      expect(stored.run?.evaluations).toEqual(held.run!.evaluations);
      expect((await drops(2048, "")).asked).toHaveLength(photos.length); // dealt to chunks at random
    });

    it("is followed to the rows that it stood in for", async () => {
      const gap = photos.map((cell, i) => (i === 6 ? null : cell));
      const { ok, asked } = await trainedWith("", gap);
      expect(ok).toBe(true);
      expect(asked.slice(0, 60)).toEqual(named(gap.map((cell, i) => (i === 6 ? gap[7]! : cell)))); // which is lost
      expect(asked.slice(60)).toEqual(named([gap[8]!]));
    });

    it("is an even grey only where that was asked for, and is read once", async () => {
      const { notes, readings, rows } = await trainedWith("missing_value_strategy: fill_with_const");
      expect({ rows, readings }).toEqual({ rows: 60, readings: 3 }); // one of each part
      expect(notes).toEqual([expect.stringContaining("so an even grey stands for each (missing_value_strategy)")]);
    });
  });

  it("is judged on another table as if what cannot be decoded were missing", async () => {
    const torn = dot(3);
    const loose = looseMedia();
    const asked: (string | null)[] = [];
    const media: Media = { ...loose, pixels: async (some, geometry) => { asked.push(...some); return (await loose.pixels(some, geometry)).map((pixels, i) => (some[i] === torn ? null : pixels)); } };
    const engine = createEngine({ version: "test", table: async (id) => ({ table: { ...tableFrom(id === "torn" ? { photo: cells.photo.slice(0, 12), side: cells.side.slice(0, 12) } : id === "sound" ? { photo: cells.photo.slice(0, 12).map((cell) => (cell === torn ? null : cell)), side: cells.side.slice(0, 12) } : cells), media: id === "torn" ? media : loose }, name: id, fingerprint: id }) });
    const trained = await engine.train({ ...request, yaml: YAML.replace("type: image", "type: image, preprocessing: {missing_value_strategy: drop_row}") }, () => {});
    const opened = trained.ok && (await engine.open(trained.value.bundle));
    if (!opened || !opened.ok) throw new Error("expected a model");
    const judged = await engine.evaluate(opened.value.id, "torn");
    expect(judged.ok && judged.value.rows).toBe(10); // each dot is there twice
    expect(asked).toEqual(cells.photo.slice(0, 12)); // each is read once
    const sound = await engine.evaluate(opened.value.id, "sound");
    expect(judged.ok && judged.value.outputs).toEqual(sound.ok && sound.value.outputs);
  }, 60_000);

  it("is told once of each input whose files could not be read", async () => {
    const [torn, worn] = [dot(3), dot(4)];
    const loose = looseMedia();
    const media: Media = { ...loose, pixels: async (some, geometry) => (await loose.pixels(some, geometry)).map((pixels, i) => (some[i] === torn || some[i] === worn ? null : pixels)) };
    const whole = { ...cells, back: cells.photo.toReversed() };
    const some = { photo: [dot(0), torn, dot(2), dot(1)], back: [worn, dot(1), dot(0), dot(2)], side: cells.side.slice(0, 4) };
    const engine = createEngine({ version: "test", table: async (id) => ({ table: { ...tableFrom(id === "torn" ? some : whole), media: id === "torn" ? media : loose }, name: id, fingerprint: id }) });
    const input = (name: string, missing: string): string => `{name: ${name}, type: image, preprocessing: {missing_value_strategy: ${missing}}, encoder: {type: stacked_cnn, padding: same}}`;
    const yaml = `input_features: [${input("photo", "drop_row")}, ${input("back", "fill_with_const")}]\noutput_features: [{name: side, type: category}]\ntrainer: {epochs: 1, batch_size: 32}\n`;
    const trained = await engine.train({ ...request, yaml }, () => {});
    const opened = trained.ok && (await engine.open(trained.value.bundle));
    if (!opened || !opened.ok) throw new Error("expected a model");
    const judged = await engine.evaluate(opened.value.id, "torn");
    expect(judged.ok && judged.value.rows).toBe(3);
    expect(judged.ok && judged.notes?.map(({ message }) => message.slice(0, 40)).sort()).toEqual([expect.stringMatching(/^back: 1 file/), expect.stringMatching(/^photo: 1 file/)]);
  }, 60_000);

  it("says which rows of a file it answered without their picture, and what it was shown", async () => {
    const torn = dot(3);
    const loose = looseMedia();
    const media: Media = { ...loose, pixels: async (some, geometry) => (await loose.pixels(some, geometry)).map((pixels, i) => (some[i] === torn || some[i] === "gone.png" ? null : pixels)) };
    const photo = [dot(0), torn, dot(2), "gone.png", null];
    const tables = {
      torn: { ...tableFrom({ photo }), media },
      refused: { rows: 2, columns: [{ ...columnFrom("photo", [dot(0), "cut.png"]), missing: ["cut.png"] }], media: loose },
      none: { ...tableFrom({ photo: [torn, "gone.png"] }), media },
    };
    const engine = createEngine({ version: "test", table: async (id) => ({ table: id in tables ? tables[id as keyof typeof tables] : { ...tableFrom(cells), media: loose }, name: id, fingerprint: id }) });
    const trained = await engine.train({ ...request, yaml: YAML.replace("epochs: 3", "epochs: 1") }, () => {});
    const opened = trained.ok && (await engine.open(trained.value.bundle));
    if (!opened || !opened.ok) throw new Error("expected a model");
    const { id } = opened.value;
    const file = await engine.predictTable(id, "torn", () => {});
    const said = "no picture could be read: answered as if there were none";
    expect(file.ok && file.value["photo_unread"]).toEqual(["", said, "", said, ""]);
    expect(file.ok && file.value["side_predictions"]).toHaveLength(5);
    expect(file.ok && file.notes?.map(({ message }) => message)).toEqual(["photo: the pictures of 2 rows could not be read (gone.png), and the model was shown the next picture that can be read instead"]);

    const refused = await engine.predictTable(id, "refused", () => {});
    expect(refused.ok && refused.value["photo_unread"]).toEqual(["", said]);
    const whole = await engine.predictTable(id, "dots", () => {});
    expect(whole.ok && Object.keys(whole.value)).not.toContain("photo_unread");
    expect(whole.ok && whole.notes).toBeUndefined();
    const none = await engine.predictTable(id, "none", () => {});
    expect(none.ok ? "" : none.problems[0]!.message).toMatch(/^photo: not one of its files could be read/);

    const one = await engine.predict(id, { photo: ["lost.png"] });
    expect(one.ok && one.notes?.map(({ message }) => message)).toEqual(["photo: the picture of 1 row could not be read (lost.png), and the model was shown an even grey instead"]);
    const judged = await engine.predict(id, { photo: [dot(0)] });
    expect(judged.ok && judged.notes).toBeUndefined();
  }, 60_000);

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
