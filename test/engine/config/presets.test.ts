import { describe, expect, it } from "vitest";
import { openConfig, openYaml } from "../../../src/engine/config/open.ts";
import { presets } from "../../../src/engine/config/presets.ts";

const SMALL = { input_features: [{ name: "a", type: "number" }], output_features: [{ name: "y", type: "category" }] };
const resolvedOf = (config: object) => {
  const { opened, problems } = openConfig(config);
  if (!opened) throw new Error(problems.map(({ message }) => message).join("\n"));
  return opened.resolved as { readonly [section: string]: { readonly [key: string]: unknown } };
};
const messages = (config: object) => openConfig(config).problems.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);

describe("a preset", () => {
  it.each(Object.keys(presets))("%s opens, is told in full, and is written out in what is stored", (preset) => {
    const config = { ...SMALL, preset };
    const resolved = resolvedOf(config);
    expect(resolved["combiner"]).toMatchObject(presets[preset]!["combiner"] as object);
    expect(resolved["trainer"]).toMatchObject(presets[preset]!["trainer"] as object);
    expect(resolvedOf(resolved)).toEqual(resolved);
    expect(messages(config)[0]).toMatch(new RegExp(`^note preset: ${preset} stands for combiner.type: ".*trainer.epochs: \\d+`));
  });

  it("gives way to the config's own values, legacy spellings included, and to a part of another type", () => {
    const own = { ...SMALL, preset: "tabular_realmlp", training: { epochs: 7, optimizer: { type: "sgd", momentum: 0.5 } }, combiner: { type: "concat", output_size: 32 } };
    expect(resolvedOf(own)).toMatchObject({ trainer: { epochs: 7, early_stop: 40, optimizer: { type: "sgd", momentum: 0.5, weight_decay: 0 } }, combiner: { num_fc_layers: 4, output_size: 32 } });
    expect(resolvedOf({ ...SMALL, preset: "high_quality", combiner: { type: "concat" } })["combiner"]).toMatchObject({ type: "concat", num_fc_layers: 0 });
    expect(resolvedOf({ ...SMALL, preset: "tabular_realmlp" })["input_features"]).toMatchObject([{ preprocessing: { normalization: "iq" } }]);
    expect(resolvedOf({ ...SMALL, preset: "tabular_realmlp", defaults: { number: { preprocessing: { normalization: null } } } })["input_features"]).toMatchObject([{ preprocessing: { normalization: null } }]);
    expect(messages({ ...SMALL, preset: null })).toEqual([]);
  });

  it("is named where nobody knows it, and where what it wrote is wrong beside the config's own", () => {
    expect(messages({ ...SMALL, preset: "hihg_quality" })).toEqual(["error preset: unknown preset 'hihg_quality'; did you mean 'high_quality'?"]);
    expect(messages({ ...SMALL, preset: 3 })[0]).toMatch(/^error preset: unknown preset '3'; known are: medium_quality/);
    const { problems } = openYaml(`preset: high_quality\ncombiner: {hidden_size: 100}\ninput_features: [{name: a, type: number}]\noutput_features: [{name: y, type: number}]\n`);
    expect(problems.filter(({ severity }) => severity === "error").map(({ line }) => line)).toEqual([1]); // 8 heads, of the preset, do not share 100
  });
});
