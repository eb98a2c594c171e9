import { expect, test } from "vitest";
import { metricTicks } from "../../../src/app/charts/metric-figure.ts";

test("marks of an axis never read alike: shares are whole percents where that tells them apart", () => {
  expect(metricTicks("accuracy", [0.5, 0.6, 0.7], "")).toEqual(["50%", "60%", "70%"]);
  expect(metricTicks("accuracy", [0.51, 0.515, 0.52], "")).toEqual(["51%", "51.5%", "52%"]);
  expect(metricTicks("root_mean_squared_error", [200, 400], "g")).toEqual(["200\u00a0g", "400\u00a0g"]);
});
