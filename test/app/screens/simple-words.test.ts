import { expect, test } from "vitest";
import type { SimpleOutput } from "../../../src/engine/evaluation/baselines/simple.ts";
import { simpleFinding } from "../../../src/app/screens/4-evaluate/simple-words.ts";

const against = (difference: readonly [number, number] | null, metric = "accuracy_micro", own = 0.9, other = 0.85): SimpleOutput => ({
  rows: 50, model: { [metric]: own },
  simple: [
    { name: "linear", metrics: { [metric]: other }, differences: difference ? { [metric]: difference } : {} },
    { name: "decision_tree", metrics: { [metric]: metric === "accuracy_micro" ? other - 0.2 : other + 200 }, differences: { [metric]: [0.1, 0.4] } },
  ],
});

test("whether deep learning was needed is said by the best simple model and the interval of the difference", () => {
  expect(simpleFinding("kind", against([0.01, 0.09]), { accuracy_micro: "max" })).toBe("kind: deep learning was needed here. It reaches 90%, the best simple model (logistic regression) 85%, and the difference is beyond chance.");
  expect(simpleFinding("kind", against([-0.02, 0.09]), { accuracy_micro: "max" })).toContain("a simple model (logistic regression) does as well, 85% against 90%");
  expect(simpleFinding("kind", against([-0.2, -0.09], "accuracy_micro", 0.7), { accuracy_micro: "max" })).toContain("does better, 85% against 70%");
  expect(simpleFinding("kind", against(null), { accuracy_micro: "max" })).toContain("too few");
});

test("of numbers less is better, and a line is a ridge regression", () => {
  const goals = { root_mean_squared_error: "min" } as const;
  expect(simpleFinding("mass (g)", against([-40, -10], "root_mean_squared_error", 300, 325), goals)).toContain("needed here. It reaches 300\u00a0g, the best simple model (ridge regression) 325\u00a0g");
  expect(simpleFinding("mass (g)", against([10, 40], "root_mean_squared_error", 350, 325), goals)).toContain("does better");
  expect(simpleFinding("mass (g)", { rows: 0, model: {}, simple: [] }, {})).toContain("nothing can be compared");
});
