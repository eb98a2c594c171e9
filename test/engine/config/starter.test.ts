import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferColumns } from "../../../src/engine/advice/infer.ts";
import type { ColumnRole } from "../../../src/engine/api.ts";
import { checkTable } from "../../../src/engine/config/check-table.ts";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { starterConfig } from "../../../src/engine/config/starter.ts";
import type { TableProfile } from "../../../src/engine/data/profile.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import { readSamples } from "../../../scripts/samples.mjs";
import { profileOf } from "../../support/profiles.ts";

const samples = await readSamples();
const of = (n: number, make: (i: number) => string | null): Cells => Array.from({ length: n }, (_, i) => make(i));
const WORDS = "the driver was late and my package never came though paid for express".split(" ");
const TABLE = {
  age: of(300, (i) => (i % 20 === 0 ? null : String(20 + ((i * 37) % 61)))),
  "Beak Length (mm)": of(300, (i) => ((i * 7919) % 997 / 10).toFixed(1)),
  city: of(300, (i) => ["Rome", "Oslo", "Bonn"][i % 3]!),
  "zip: code": of(300, (i) => `Z${(i * 7) % 60}`),
  review: of(300, (i) => Array.from({ length: 5 + (i % 9) }, (_, k) => WORDS[(i * 7 + k * k) % WORDS.length]!).concat(String(i)).join(" ")),
  member: of(300, (i) => (i % 4 === 0 ? "gold" : "silver")),
  price: of(300, (i) => String((i * 7919) % 997)),
  rare: of(300, (i) => (i % 12 === 0 ? "odd" : i % 2 === 0 ? "usual" : "other")),
};

/** Roles as the screen would give them: suggested inputs, the named outputs with the first type that can be one. */
function rolesFor(profile: TableProfile, outputs: readonly string[]): Record<string, ColumnRole> {
  return Object.fromEntries(inferColumns(profile).map(({ column, type, asOutput, suggested }): [string, ColumnRole] => {
    if (!outputs.includes(column)) return [column, { role: suggested, type }];
    return [column, { role: "output", type: asOutput ?? "category" }];
  }));
}
const starter = (cells: Readonly<Record<string, Cells>>, ...outputs: string[]): string => {
  const profile = profileOf(cells);
  return starterConfig(profile, rolesFor(profile, outputs));
};

describe("the starter config", () => {
  it("sees pictures by a few convolutions, of a bounded size, and opens without a word", () => {
    const text = starter({ photo: of(300, (i) => `photos/${i}.png`), kind: of(300, (i) => (i % 2 ? "cat" : "dog")) }, "kind");
    const { opened, problems } = openYaml(text);
    expect(problems).toEqual([]);
    expect(opened!.resolved["input_features"]).toMatchObject([{
      type: "image", augmentation: [],
      preprocessing: { missing_value_strategy: "drop_row", infer_image_max_height: 64, infer_image_max_width: 64 }, encoder: { type: "stacked_cnn", padding: "same" },
    }]);
    expect(text).toContain("learning_rate: 0.002");
    expect(text).not.toContain("one_cycle");
  });

  it.each([[2_000, 20, 128], [6_000, 10, 128], [20_000, 8, 256]])("lets the rate rise and fall over %s pictures", (rows, epochs, batch) => {
    const text = starter({ photo: of(rows, (i) => `photos/${i}.png`), kind: of(rows, (i) => (i % 2 ? "cat" : "dog")) }, "kind");
    const { opened, problems } = openYaml(text);
    expect(problems).toEqual([]);
    expect(opened!.resolved["trainer"]).toMatchObject({ epochs, batch_size: batch, learning_rate: 0.004, early_stop: 6, learning_rate_scheduler: { decay: "one_cycle" } });
  });

  it("keeps the rate of tables without pictures", () => {
    const text = starter({ age: of(2_000, (i) => `${i % 90}`), kind: of(2_000, (i) => (i % 2 ? "cat" : "dog")) }, "kind");
    expect(openYaml(text).opened!.resolved["trainer"]).toMatchObject({ epochs: 50, learning_rate: 0.003, learning_rate_scheduler: { decay: null } });
  });

  it("reads like this", () => {
    expect(starter(TABLE, "price", "rare", "member")).toMatchInlineSnapshot(`
      "# Written by Fidelio for a table of 300 rows; every line may be changed.
      input_features:
        - name: age
          type: number
          preprocessing: {missing_value_strategy: fill_with_mean}
        - name: Beak Length (mm)
          type: number
        - name: city
          type: category
          encoder: {type: onehot}  # 3 categories: a column each
        - name: "zip: code"
          type: category
          encoder: {type: dense, embedding_size: 16}  # 60 categories: a small vector each
        - name: review
          type: text
          preprocessing:
            lowercase: true
            max_sequence_length: 24  # 10 words on average, 14 at most
            most_common: 5000
          encoder: {type: embed, embedding_size: 64, reduce_output: mean, dropout: 0.2}  # quick, and strong on short texts

      output_features:
        - name: member
          type: category
        - name: price
          type: number
          preprocessing: {normalization: zscore}  # so that its loss weighs like the others
        - name: rare
          type: category

      combiner:
        type: concat  # Ludwig's default for three or more inputs, ft_transformer, is slower
        num_fc_layers: 1
        output_size: 64
        dropout: 0.1

      trainer:
        epochs: 100  # at most: early stopping ends it before
        batch_size: 64
        learning_rate: 0.002
        early_stop: 15
        validation_field: combined  # the best round has the smallest loss, all outputs together

      preprocessing:
        split: {type: stratify, column: rare}  # its rarest class has 8% of the rows
      "
    `);
  });

  it("fits its table without a word", () => {
    const profile = profileOf(TABLE);
    const { opened, problems } = openYaml(starterConfig(profile, rolesFor(profile, ["price", "rare", "member"])));
    expect(problems).toEqual([]);
    expect(checkTable(opened!, profile)).toEqual([]);
  });

  it.each(samples)("fits the sample $sample.id without a word", async ({ sample, csv }) => {
    const read = await new DataSets().open(sample.id, new File([csv], sample.file), {});
    if (!read.ok) throw new Error(read.problems[0]!.message);
    const { profile } = read.value;
    const { opened, problems } = openYaml(starterConfig(profile, rolesFor(profile, sample.outputs)));
    expect(problems).toEqual([]);
    expect(checkTable(opened!, profile)).toEqual([]);
  });

  it("asks for a tag for each token where tokens are to be learnt from tokens", () => {
    const profile = profileOf({ words: of(50, (i) => `fly to city${i % 7} now`), tags: of(50, () => "O O B O"), heat: of(50, String) });
    const text = starterConfig(profile, { words: { role: "input", type: "text" }, heat: { role: "input", type: "number" }, tags: { role: "output", type: "sequence" } });
    const { opened, problems } = openYaml(text);
    expect([text, problems]).toEqual([text, []]);
    expect(opened!.outputs[0]!.stepsOf).not.toBeNull();
  });

  it("keeps rows that lack one of several answers, for the others", () => {
    const half = { ...TABLE, reason: of(300, (i) => (i % 2 === 0 ? null : ["late", "lost"][i % 3 === 0 ? 0 : 1]!)), price: TABLE.price.map((cell, i) => (i % 9 === 0 ? null : cell)) };
    const text = starter(half, "city", "reason", "price");
    expect(text).toContain("preprocessing: {missing_value_strategy: mask_loss}  # missing in 50% of the rows, which still teach the other outputs");
    expect(openYaml(text).opened!.outputs.map(({ missing }) => missing)).toEqual(["drop_row", "mask_loss", "mask_loss"]);
    expect(starter(half, "reason")).not.toContain("mask_loss");
  });

  it("cuts a set that is to be predicted as its column does", () => {
    const genres = { ...TABLE, genres: of(300, (i) => ["war, love", "love", "war", "crime, war", "crime"][i % 5]!) };
    expect(starter(genres, "genres")).toContain("type: set\n    preprocessing: {tokenizer: comma}  # 3 items at least, any of which an answer may hold");
  });

  it("reads tags as tags where they are to be predicted", () => {
    const text = starter({ words: of(120, (i) => `please fly to city${i} now`), tags: of(120, (i) => (i % 2 === 0 ? "O O B-city O" : "O O B-place I-place")) }, "tags");
    expect(text).toContain("type: sequence");
    expect(openYaml(text).problems).toEqual([]);
  });

  it("keeps a slip of the pen from weighing more than all other rows", () => {
    const slip = { ...TABLE, length: of(300, (i) => (i === 7 ? "5890" : (5 + (i % 10) / 10).toFixed(1))) };
    expect(starter(slip, "price")).toContain("outlier_strategy: fill_with_mean, outlier_threshold: 12}  # one value lies 17 standard deviations out");
    expect(starter(TABLE, "price")).not.toContain("outlier");
  });

  it("splits by a column that says how", () => {
    const text = starter({ ...TABLE, split: of(300, (i) => String(i % 3)) }, "price");
    expect(openYaml(text).opened!.preprocessing.split).toEqual({ type: "fixed", column: "split" });
    expect(text).not.toMatch(/name: split/);
  });

  it("keeps rare classes in every part, and leaves even ones to chance", () => {
    expect(openYaml(starter(TABLE, "rare")).opened!.preprocessing.split).toMatchObject({ type: "stratify", column: "rare" });
    expect(openYaml(starter(TABLE, "city")).opened!.preprocessing.split).toMatchObject({ type: "random" });
  });

  it("chooses the best round by the loss of all outputs together", () => {
    expect(openYaml(starter(TABLE, "price", "rare")).opened!.validation).toEqual({ field: "combined", metric: "loss", goal: "min" });
  });

  it("covers the texts that the table has, up to 256 tokens", () => {
    const length = (words: number, longest: number): number => {
      const profile = profileOf(TABLE);
      const columns = profile.columns.map((c) => (c.name === "review" ? { ...c, meanWords: words, maxWords: longest } : c));
      return Number(/max_sequence_length: (\d+)/.exec(starterConfig({ ...profile, columns }, rolesFor(profile, ["price"])))![1]);
    };
    expect([length(8, 14), length(8, 400), length(300, 2000)]).toEqual([24, 72, 256]);
  });

  const cell = fc.oneof(fc.constantFrom(null, "1", "0", "2.5", "yes", "no", "N/A?", "#x", "a: b", "'", '"', "männlich", "-", "1e5", "2020-01-01"), fc.string({ maxLength: 8 }), fc.integer().map(String));
  const column = fc.oneof(fc.array(cell, { minLength: 30, maxLength: 30 }), fc.uniqueArray(cell, { minLength: 1, maxLength: 3 }).chain((few) => fc.array(fc.constantFrom(...few), { minLength: 30, maxLength: 30 })));
  const name = fc.oneof(fc.constantFrom("a", "Beak Length (mm)", "yes", "null", "1", "a: b", "# no", "- x", "[z]", "ünï", "it's", '"q"', "x\ty", "{a}", "*", "&b"), fc.string({ minLength: 1, maxLength: 6 }).filter((s) => s.trim() !== ""));

  it("opens without errors or notes for any table", () => {
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 5 }).chain((names) => fc.tuple(fc.constant(names), fc.tuple(...names.map(() => column)))), ([names, columns]) => {
      const profile = profileOf(Object.fromEntries(names.map((n, i) => [n, columns[i]!])));
      const types = rolesFor(profile, [names[0]!]);
      const roles = Object.fromEntries(names.map((n, i): [string, ColumnRole] => [n, i === 0 ? types[n]! : { role: "input", type: types[n]!.type }]));
      const text = starterConfig(profile, roles);
      expect(parseDocument(text).problems).toEqual([]);
      const { opened, problems } = openYaml(text);
      expect([text, problems]).toEqual([text, []]);
      expect(opened!.inputs.map(({ column: c }) => c).sort()).toEqual(names.slice(1).sort());
    }), { numRuns: 300 });
  });
});
