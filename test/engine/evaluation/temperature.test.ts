import { describe, expect, it, test } from "vitest";
import { fitTemperature, thermometer } from "../../../src/engine/evaluation/temperature.ts";
import golden from "../../golden/temperature.json" with { type: "json" };
import { output } from "../features/open.ts";

describe("a temperature", () => {
  test.each(golden.cases)("of $classes classes is the one that PyTorch's LBFGS finds: $temperature", ({ classes, logits, truth, temperature }) => {
    const rows = truth.map((label, row) => ({ truth: label, logits: Float32Array.from(logits.slice(row * classes, (row + 1) * classes)) }));
    expect(fitTemperature(rows)).toBeCloseTo(temperature, 5);
  });

  it("stays within bounds where every row is right, or wrong", () => {
    expect(fitTemperature([{ logits: Float32Array.of(4), truth: 1 }, { logits: Float32Array.of(-2), truth: 0 }])).toBeCloseTo(1 / 20, 6);
    expect(fitTemperature([{ logits: Float32Array.of(4, 0), truth: 1 }, { logits: Float32Array.of(-2, 3), truth: 0 }])).toBeCloseTo(20, 5);
    expect(fitTemperature([{ logits: Float32Array.of(0, 0), truth: 1 }])).toBe(1);
  });

  it("passes over what is exactly impossible", () => {
    const rows = [{ logits: Float32Array.of(2, 1, -Infinity), truth: 0 }, { logits: Float32Array.of(1, 3, -Infinity), truth: 0 }];
    expect(fitTemperature([...rows, { logits: Float32Array.of(5, -Infinity, 0), truth: 1 }])).toBe(fitTemperature(rows));
  });
});

describe("a calibrated output", () => {
  const cells = ["a", "a", "a", "b", "b", "c"];
  const { feature } = output("category", cells, { calibration: true });
  const logits = Float32Array.of(4, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 4, 0, 0, 0, 4, 0);
  const target = feature.target(["a", "b", "b", "c", "a", "never seen"]);
  const taken = thermometer(feature, target, 6);
  taken.take(logits, 0);
  const temperature = taken.temperature()!;
  const calibrated = feature.calibrated(temperature);

  it("is less sure after a mistake, answers the same, and loses less", () => {
    expect(feature.wantsCalibration).toBe(true);
    expect(temperature).toBeCloseTo(4 / Math.log(8), 6); // four of five are right: p = 4/5 is e^(4/T) / (e^(4/T) + 2)
    const [before, after] = [feature.predict(logits, 6), calibrated.predict(logits, 6)];
    if (before.kind !== "category" || after.kind !== "category") throw new Error("of another kind");
    expect(after.predicted).toEqual(before.predicted);
    expect(after.probabilities[0]).toBeCloseTo(0.8, 5);
    expect(calibrated.score(logits, target, 6)["log_loss"]).toBeLessThan(feature.score(logits, target, 6)["log_loss"]!);
    expect(calibrated.score(logits, target, 6)["accuracy"]).toBe(feature.score(logits, target, 6)["accuracy"]);
  });

  it("keeps its loss, which is of the logits as they were learnt", () => {
    const judged = calibrated.judge(target, 6);
    judged.take(logits, 0);
    expect(judged.scores()["loss"]).toBeCloseTo(feature.loss.value(logits, target.data, 6), 12);
  });

  it("has no temperature where no row can tell", () => {
    const none = thermometer(feature, feature.target(["never seen"]), 1);
    none.take(logits.subarray(0, 3), 0);
    expect(none.temperature()).toBeNull();
  });
});
