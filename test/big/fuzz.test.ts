/**
 * Strangers' files by the ten thousand: tables, configs, models, each made by a seed. A failing input is saved, and its case is
 * repeated alone by `npm run test:big -- --seed N --only family --run K`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "vitest";
import { root } from "../structure/sources.ts";
import { configs } from "./fuzz/configs.ts";
import { caseRandom, type Family } from "./fuzz/family.ts";
import { models } from "./fuzz/models.ts";
import { tables } from "./fuzz/tables.ts";

const families: readonly Family[] = [tables, configs, models];
const wish = (name: string): string | undefined => process.env[`FIDELIO_FUZZ_${name}`];
const runs = Number(wish("RUNS") ?? 100_000);
const seed = Number(wish("SEED") ?? 1);
const only = wish("ONLY");
const oneRun = wish("RUN");
/** One case may take so long, however busy the machine is: beyond, a page would seem to hang. */
const SLOWEST = 10_000;

describe(`seed ${seed}`, () => {
  for (const family of families.filter(({ name }) => only === undefined || name === only)) {
    const count = oneRun === undefined ? Math.round(runs * family.share) : 1;
    it(`${count} ${family.name}`, { timeout: 20 * 60_000 }, async () => {
      const { input, check } = await family.ready();
      const started = performance.now();
      for (let i = 0; i < count; i++) {
        const run = oneRun === undefined ? i : Number(oneRun);
        const random = caseRandom(seed, family.name, run);
        const bytes = input(random);
        const begun = performance.now();
        try {
          await check(bytes, random);
        } catch (cause) {
          throw new Error(`run ${run} of ${family.name} with seed ${seed}: ${String(cause)}\nIts input lies in ${await save(family.name, run, bytes)}`, { cause });
        }
        const took = performance.now() - begun;
        if (took > SLOWEST) throw new Error(`run ${run} of ${family.name} with seed ${seed} took ${Math.round(took)} ms; its input lies in ${await save(family.name, run, bytes)}`);
        if ((i + 1) % Math.ceil(count / 4) === 0) console.log(`${family.name}: ${i + 1} of ${count}, ${Math.round((1000 * (i + 1)) / (performance.now() - started))} a second`);
      }
    });
  }
});

async function save(family: string, run: number, input: Uint8Array): Promise<string> {
  const folder = join(root, "test-results", "fuzz");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${family}-${seed}-${run}.bin`);
  await writeFile(path, input);
  return path;
}
