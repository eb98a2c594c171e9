import { describe, expect, test } from "vitest";
import { features } from "../../../src/engine/features/index.ts";
import { input, numbers } from "./open.ts";

const cells = ["8928308280fffff", "85283473fffffff", null, "85283473fffffff", "nowhere"];

describe("h3", () => {
  test("an id for each component: mode, edge, resolution, base cell, digits", () => {
    const { feature } = input("h3", cells);
    const ids = numbers(feature, "ids", ["8001fffffffffff"]);
    expect(ids).toEqual([1, 16, 24, 40, ...Array.from({ length: 15 }, (_, i) => 162 + 8 * i + 7)]);
    expect(numbers(feature, "ids", ["576495936675512319"])).toEqual(ids);
  });

  test("missing cells and such as are none take the fill value, Ludwig's unless another is said", () => {
    const { feature } = input("h3", cells);
    expect(numbers(feature, "ids", [null])).toEqual(numbers(feature, "ids", ["576495936675512319"]));
    const mode = input("h3", cells, { missing_value_strategy: "fill_with_mode" }).feature;
    expect(numbers(mode, "ids", ["nowhere"])).toEqual(numbers(mode, "ids", ["85283473fffffff"]));
    expect(input("h3", cells, { fill_value: "nowhere" }).complaints).toEqual([expect.stringMatching(/^error: fill_value 'nowhere' is no cell/)]);
  });

  test("an integer that YAML has rounded is the cell it was", () => {
    for (const cell of ["576495936675512319", "617700169958293503", "599686042433355775"]) {
      expect(input("h3", cells, { fill_value: Number(cell) }).feature.facts).toMatchObject({ computed_fill_value: cell });
    }
  });

  test("what is no cell is missing", () => {
    const configured = features["h3"].openInput({ name: "h", type: "h3" }, [], () => {});
    expect(["8928308280fffff", "617700169958293503", "nowhere", "8928308280ffffe"].map((cell) => configured.isMissing(cell))).toEqual([false, false, true, true]);
    expect(input("h3", [null]).complaints).toEqual([expect.stringMatching(/^note: no cell of the training rows/)]);
  });
});
