import { describe, expect, test } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const problemsOf = (config: object) => openConfig(config).problems.map(({ severity, path, message, fix }) => ({ severity, at: path.join("."), message, fix }));
const tags = { name: "tags", type: "sequence", decoder: { type: "tagger" } };
const keeping = { name: "text", type: "text", encoder: { type: "embed", reduce_output: null } };

describe("an output that is decided step by step", () => {
  test("needs an input whose steps are kept, and says so once", () => {
    expect(problemsOf({ input_features: [{ name: "text", type: "text" }, { name: "age", type: "number" }], output_features: [tags], combiner: { type: "concat" } })).toMatchObject([
      { severity: "error", at: "output_features.0.decoder", message: expect.stringContaining("set reduce_output: null in the encoder of 'text'"), fix: { kind: "set", value: null } },
    ]);
  });
  test("needs a combiner that hands them on", () => {
    expect(problemsOf({ input_features: [keeping], output_features: [tags] })).toMatchObject([
      { severity: "error", at: "combiner", message: expect.stringContaining("take sequence_concat"), fix: { kind: "set", value: { type: "sequence_concat" } } },
    ]);
  });
  test("is filled up on the side on which its input is", () => {
    const left = { ...keeping, preprocessing: { padding: "left" } };
    expect(problemsOf({ input_features: [left], output_features: [tags], combiner: { type: "sequence_concat" } })).toEqual([
      expect.objectContaining({ at: "output_features.0.preprocessing.padding", message: expect.stringContaining("on \"left\""), fix: expect.objectContaining({ value: "left" }) }),
    ]);
  });
  test("tells that Ludwig would take another decoder where none is named", () => {
    const { decoder: _, ...unnamed } = tags;
    expect(problemsOf({ input_features: [keeping], output_features: [unnamed], combiner: { type: "sequence_concat" } })).toEqual([
      expect.objectContaining({ severity: "note", at: "output_features.0.decoder", message: expect.stringContaining("generator, is not here yet"), fix: expect.objectContaining({ value: { type: "tagger" } }) }),
    ]);
  });
});
