import { join } from "node:path";
import penguins from "../../node_modules/vega-datasets/data/penguins.json";
import { expect, it } from "vitest";
import baselines from "../golden/penguins_baselines.json";
import { csv, fidelio, put, readJson, temporaryFolder } from "../cli/terminal.ts";

const TOLERANCE = 0.02;
const targets = ["Species", "Body Mass (g)", "Sex"] as const;
/** The figure of `test_statistics.json` that the reference's score of the same name is. */
const scoreOf = { "Species": "accuracy_micro", "Body Mass (g)": "r2", "Sex": "accuracy" } as const;

const table = (split: string): string => {
  const columns = Object.keys(penguins[0]!) as (keyof (typeof penguins)[number])[]; // every row has the same keys
  return csv([[...columns, "split"], ...penguins.map((row, i) => [...columns.map((column) => row[column]), split[i]!])]);
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it("learns the penguins as well as logistic and ridge regression do, with the starter config as it is", async () => {
  const scores: Record<string, number>[] = [];
  for (const { split } of baselines) {
    const folder = await temporaryFolder();
    const dataset = await put(folder, "penguins.csv", table(split));
    const config = join(folder, "config.yaml");
    expect(await fidelio("init-config", "--dataset", dataset, ...targets.flatMap((target) => ["--target", target]), "--output", config)).toMatchObject({ code: 0 });
    expect(await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", folder, "--quiet")).toEqual({ code: 0, out: "", err: "" });
    const statistics = await readJson(join(folder, "test_statistics.json"));
    scores.push(Object.fromEntries(targets.map((target) => [target, statistics[target][scoreOf[target]]])));
  }
  for (const target of targets) {
    const reference = mean(baselines.map((fold) => Object.values(fold.scores[target])[0]!));
    expect(mean(scores.map((fold) => fold[target]!)), target).toBeGreaterThan(reference - TOLERANCE);
  }
}, 180_000);
