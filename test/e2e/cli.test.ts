/** The command line as it is built: what its parts do is tried in Node, from the sources, without the file that its threads run. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

const fidelio = (...args: readonly string[]) => promisify(execFile)(process.execPath, ["dist-cli/fidelio.mjs", ...args]);

test("trains on several threads, and ends", async () => {
  const at = (name: string) => test.info().outputPath(name);
  const rows = Array.from({ length: 400 }, (_, i) => `${i % 17},${(i % 17) * 2 + (i % 3)}`);
  await writeFile(at("rows.csv"), ["x,y", ...rows].join("\n"));
  await fidelio("init-config", "--dataset", at("rows.csv"), "--target", "y", "--output", at("config.yaml"));
  await fidelio("train", "--config", at("config.yaml"), "--dataset", at("rows.csv"), "--output-directory", at("results"));
  const { backend } = JSON.parse(await readFile(join(at("results"), "description.json"), "utf8")) as { backend: { device: string } };
  expect(backend.device).toMatch(/, \d threads$/);
});
