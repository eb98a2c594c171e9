import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { filesOf } from "../../../src/engine/export/files.ts";
import { FILES } from "../../../src/engine/export/layout.ts";
import { readFiles } from "../../../src/engine/export/read.ts";
import { pack, unpack, type Files } from "../../../src/engine/export/zip.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import { tinyBundle } from "./tiny-bundle.ts";
import { withChecksums } from "./with-checksums.ts";

const companions = { examples: { cells: {}, inputs: [], outputs: [], predictions: {} }, readme: "# A model\n" };
const utf8 = (text: string) => new TextEncoder().encode(text);
const sentences = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.problems.map((problem) => problem.message));
const forged = (bundle: ModelBundle, name: string, bytes: Uint8Array): Files => withChecksums({ ...filesOf(bundle, companions), [name]: bytes });
const model = (change: (model: { modelTopology: { config: { layers: { class_name: string; config: Record<string, unknown> }[] } } }) => void) => {
  const value = JSON.parse(new TextDecoder().decode(filesOf(tinyBundle(), companions)[FILES.model]));
  change(value);
  return utf8(JSON.stringify(value));
};

describe("the files of an export", () => {
  it("hold a bundle whole, whatever its texts and numbers", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.jsonValue(), fc.array(fc.float({ noNaN: true }), { minLength: 3, maxLength: 3 }), (yaml, fact, weights) => {
        const bundle = tinyBundle({ yaml: new TextDecoder().decode(utf8(yaml)), facts: { inputs: { a: JSON.parse(JSON.stringify(fact)) }, outputs: {} }, values: weights });
        const files = filesOf(bundle, companions);
        const read = readFiles(files);
        expect(sentences(read)).toEqual([]);
        if (!read.ok) return;
        expect(read.value.yaml).toBe(bundle.yaml);
        expect(filesOf(read.value, companions)).toEqual(files);
      }),
      { numRuns: 50 },
    );
  });

  it("keep a byte order mark and every line end of the config", () => {
    const yaml = "\uFEFF# mine\r\ninput_features: []\n\n";
    const read = readFiles(filesOf(tinyBundle({ yaml }), companions));
    expect(read.ok && read.value.yaml).toBe(yaml);
  });

  it("are the same bytes as a zip, in any place and at any time", () => {
    const files = filesOf(tinyBundle(), companions);
    expect(pack(files)).toEqual(pack(filesOf(tinyBundle(), companions)));
    const unpacked = unpack(pack(files));
    expect(unpacked.ok && unpacked.value).toEqual(files);
  });

  it("are found inside a folder that a zip program added", () => {
    const inFolder = Object.fromEntries(Object.entries(filesOf(tinyBundle(), companions)).map(([name, bytes]) => [`my model/${name}`, bytes]));
    expect(sentences(readFiles({ ...inFolder, "__MACOSX/._model.json": utf8("x") }))).toEqual([]);
  });
});

describe("a damaged or hostile import", () => {
  it("gives the model or a sentence, never an exception, whatever byte of the zip is hit", () => {
    const zip = pack(filesOf(tinyBundle(), companions));
    const whole = readFiles(filesOf(tinyBundle(), companions));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }), fc.nat(zip.length), fc.boolean(), (hits, end, cut) => {
        const broken = zip.slice(0, cut ? end : zip.length);
        for (const [at, byte] of hits) if (at < broken.length) broken[at] = byte;
        const files = unpack(broken);
        const read = files.ok ? readFiles(files.value) : files;
        if (read.ok) expect(read).toEqual(whole);
        else for (const sentence of sentences(read)) expect(sentence).toMatch(/^\S.*\.$/);
      }),
      { numRuns: 200 },
    );
  });

  it("gives a sentence for bytes that are no zip at all", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => { expect(sentences(unpack(bytes))).toHaveLength(1); }));
  });

  it("stops a zip bomb while it inflates", () => {
    const bomb = zipSync({ "model.json": new Uint8Array(8 * 2 ** 20) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(sentences(unpack(bomb, { entries: 10, bytes: 2 ** 20 }))).toEqual(["This zip file cannot be opened: unpacked it is larger than 1 MB."]);
    const many = zipSync(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.txt`, utf8("x")])));
    expect(sentences(unpack(many, { entries: 10, bytes: 2 ** 20 }))).toEqual(["This zip file cannot be opened: it holds more than 10 files."]);
  });

  it("refuses a newer format with what to do", () => {
    const files = { ...filesOf(tinyBundle(), companions), [FILES.manifest]: utf8(JSON.stringify({ format: 2, app: "9.9", files: {} })) };
    expect(sentences(readFiles(files))).toEqual([
      "This model was exported by a newer Fidelio (9.9, format 2); this one reads formats up to 1. Update Fidelio and import it again.",
    ]);
  });

  it("names every file that is missing or changed, at once", () => {
    const { [FILES.weights]: _, ...files } = filesOf(tinyBundle(), companions);
    const found = sentences(readFiles({ ...files, [FILES.facts]: utf8("{}") }));
    expect(found).toEqual([
      "'weights.bin' is missing from the model; export it again.",
      expect.stringMatching(/^'facts\.json' is not as it was exported \(2 bytes of \d+\)/),
    ]);
  });

  it("refuses layers that TensorFlow.js does not know", () => {
    const files = forged(tinyBundle(), FILES.model, model((m) => { m.modelTopology.config.layers[1]!.class_name = "Evil"; }));
    expect(sentences(readFiles(files))).toEqual(["This model cannot be loaded: the layer class 'Evil' is not part of TensorFlow.js."]);
  });

  it("refuses a layer that claims more than its weights hold", () => {
    const files = forged(tinyBundle(), FILES.model, model((m) => { m.modelTopology.config.layers[1]!.config["units"] = 1e9; }));
    expect(sentences(readFiles(files))[0]).toMatch(/^This model cannot be loaded: the layer '.+' has units 1000000000, its weights do not\.$/);
  });

  it("refuses weights of another size than their names say", () => {
    const { data } = tinyBundle().weights;
    const files = forged(tinyBundle(), FILES.weights, data.slice(0, data.length - 4));
    expect(sentences(readFiles(files))).toEqual([`This model cannot be loaded: the weights should take ${data.length} bytes and take ${data.length - 4}.`]);
  });

  it("refuses JSON of another shape with the place", () => {
    const files = forged(tinyBundle(), FILES.provenance, utf8(JSON.stringify({ ...tinyBundle().made, bestRound: "two" })));
    expect(sentences(readFiles(files))).toEqual(["'provenance.json' does not hold what it should: /bestRound must be integer."]);
  });
});
