import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import penguins from "../../node_modules/vega-datasets/data/penguins.json";
import { csv, fidelio, put, temporaryFolder } from "./terminal.ts";

it("the README's lines for the terminal do what they say, one after another", async () => {
  const lines = (await readFile("README.md", "utf8")).split("\n").filter((line) => line.startsWith("npm run fidelio -- ") && line.includes("--"));
  const calls = lines.map((line) => line.split(" ").slice(4));
  expect(calls.map(([command]) => command)).toEqual(["init-config", "check", "experiment", "predict"]);
  // What a shell would redirect begins with npm's own lines, so files are named by options.
  expect(lines.filter((line) => />|\|/.test(line))).toEqual([]);

  const folder = await temporaryFolder();
  const columns = Object.keys(penguins[0]!) as (keyof (typeof penguins)[number])[]; // every row has the same keys
  const table = csv([columns, ...penguins.slice(0, 90).concat(penguins.slice(250)).map((row) => columns.map((column) => row[column]))]);
  for (const name of ["penguins.csv", "new.csv"]) await put(folder, name, table);
  const inFolder = (word: string, before: string | undefined) => (["--config", "--dataset", "--output", "--output-directory", "--model-path"].includes(before ?? "") ? `${folder}/${word}` : word);
  for (const call of calls) expect(await fidelio(...call.map((word, i) => inFolder(word, call[i - 1]))), call.join(" ")).toMatchObject({ code: 0 });
}, 60_000);
