/** Each folder beside this file is a case: a config, a table, and figures that training has to reach, on cpu, in seconds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fidelio, readJson, temporaryFolder } from "../cli/terminal.ts";
import { tables } from "./generate.mjs";

interface Expected {
  readonly rows: Readonly<Record<string, number>>;
  /** output → metric → figure of `test_statistics.json` */
  readonly test: Readonly<Record<string, Readonly<Record<string, { readonly value: number; readonly within: number }>>>>;
}

const here = import.meta.dirname;
const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, "config.yaml"))).map(({ name }) => name);

describe.each(cases)("the run %s", (name) => {
  const folder = join(here, name);

  it("reaches what is expected", async () => {
    const output = await temporaryFolder();
    const files = ["--config", join(folder, "config.yaml"), "--dataset", join(folder, "data.csv"), "--output-directory", output];
    expect(await fidelio("experiment", ...files, "--backend", "cpu", "--quiet")).toEqual({ code: 0, out: "", err: "" });
    const expected = (await readJson(join(folder, "expect.json"))) as Expected;
    const statistics = await readJson(join(output, "test_statistics.json"));
    expect((await readJson(join(output, "description.json"))).plan.rows).toEqual(expected.rows);
    for (const [feature, metrics] of Object.entries(expected.test)) {
      for (const [metric, { value, within }] of Object.entries(metrics)) {
        const found = Number(statistics[feature][metric]);
        expect(Math.abs(found - value), `${feature} ${metric} is ${found}, expected ${value} ± ${within}`).toBeLessThanOrEqual(within);
      }
    }
  }, 60_000);

  it.runIf(name in tables)("learns from the table that the generator makes", () => {
    expect(readFileSync(join(folder, "data.csv"), "utf8")).toBe(tables[name as keyof typeof tables]()); // it is one of them
  });
});
