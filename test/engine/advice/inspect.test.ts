import { beforeAll, describe, expect, it } from "vitest";
import { inspectYaml } from "../../../src/engine/advice/inspect.ts";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import * as tf from "../../../src/engine/tf.ts";
import { profileOf } from "../../support/profiles.ts";

const of = (make: (i: number) => string | null): Cells => Array.from({ length: 120 }, (_, i) => make(i));
const profile = profileOf({
  age: of((i) => String(20 + ((i * 37) % 61))),
  city: of((i) => ["Rome", "Oslo", "Bonn"][i % 3]!),
  kind: of((i) => ["a", "b", "c", "d"][i % 4]!),
});
const YAML = `input_features:
  - {name: age, type: number}
  - {name: city, type: category, encoder: {type: onehot}}
output_features:
  - {name: kind, type: category}
combiner: {type: concat, num_fc_layers: 1, output_size: 8}
`;

describe("inspectYaml", () => {
  beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 20_000 }); });

  it("holds a pattern that freezes weights against the model's, and tells at its line when it finds none", () => {
    const found = inspectYaml(`${YAML}trainer:\n  epochs: 3\n  layers_to_freeze_regex: ^encoder\n`, profile);
    expect(found.problems).toMatchObject([{ severity: "error", line: 9, path: ["trainer", "layers_to_freeze_regex"] }]);
    expect(inspectYaml(`${YAML}trainer: {layers_to_freeze_regex: ^combiner}\n`, profile).problems).toEqual([]);
  });

  it("sketches the model that the profile leads to, and leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    expect(inspectYaml(YAML, profile)).toEqual({
      problems: [],
      sketch: {
        inputs: [{ name: "age", type: "number", encoder: "passthrough", width: 1, parameters: 0 }, { name: "city", type: "category", encoder: "onehot", width: 4, parameters: 16 }],
        combiner: { type: "concat", width: 8, parameters: (1 + 4) * 8 + 8 },
        outputs: [{ name: "kind", type: "category", decoder: "classifier", loss: "softmax_cross_entropy", units: 4, parameters: 8 * 4 + 4 }],
        parameters: 16 + 48 + 36,
      },
      // Of 120 rows, 84 to learn from: two numbers for the inputs, one for the target, four bytes each.
      load: { parameters: 100, multiplyAdds: 4 + 4 + 5 + (5 * 8 + 8) + 8 + (8 * 4 + 4), activations: 4 + 4 + 5 + 8 + 8 + 4, layers: 6, rows: 84, rowBytes: 12, batchSize: 16, epochs: 100 },
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it("counts a layer that is used in several places once for its weights and each time for its work", () => {
    const before = tf.memory().numTensors;
    const blocks = (shared: number) => inspectYaml(YAML.replace("{type: concat, num_fc_layers: 1, output_size: 8}",
      `{type: tabnet, size: 2, output_size: 3, num_steps: 1, num_total_blocks: 1, num_shared_blocks: ${shared}}`), profile);
    const [own, shared] = [blocks(0), blocks(1)];
    // From 5 columns to 10, at the start and in the one step.
    expect(own.sketch!.parameters - shared.sketch!.parameters).toBe(5 * 10);
    expect(own.load!.multiplyAdds).toBe(shared.load!.multiplyAdds);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("sketches from examples where there is no table", () => {
    const { problems, sketch } = inspectYaml(YAML, null);
    expect([problems, sketch!.inputs.map(({ name }) => name), sketch!.parameters > 0]).toEqual([[], ["age", "city"], true]);
  });

  it("tells the config's and the table's problems together, in the order of the lines, and then sketches nothing", () => {
    const { problems, sketch } = inspectYaml(YAML.replace("name: age", "name: aeg").replace("num_fc_layers", "num_fc_layer"), profile);
    expect(sketch).toBeNull();
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "2:12 the table has no column 'aeg'; did you mean 'age'?",
      "6:26 unknown parameter 'num_fc_layer'; did you mean 'num_fc_layers'?",
    ]);
  });

  it("says what is wrong with the text itself", () => {
    expect(inspectYaml("a: [1", profile)).toMatchObject({ sketch: null, problems: [{ line: 1 }] });
  });
});
