/** What a first visit loads before anything is asked of the engine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures.ts";

const LIMIT = 150_000;
const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const text = (file: string) => readFileSync(join(dist, file), "utf8");

/** A script of the build and all that it imports before it runs; what it loads later is not among them. */
function eager(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of text(file).matchAll(/(?:^|[;}\n])\s*(?:import|export)[^;"'`()]*["'`]\.\/([^"'`]+\.js)["'`]/g)) eager(`assets/${name}`, seen);
  return seen;
}

test("the schema of a config lies beside the app, for editors, and names no host", () => {
  const schema = text("schema/config.json");
  expect(JSON.parse(schema)).toMatchObject({ required: ["input_features", "output_features"] });
  expect(schema).not.toContain("://");
});

test("the scripts of the first screen and of the data worker, compressed, keep to the budget", () => {
  const page = [...text("index.html").matchAll(/<(?:script|link)[^>]*(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, file]) => file ?? "");
  const data = readdirSync(join(dist, "assets")).filter((file) => /^data\.worker.*\.js$/.test(file)).map((file) => `assets/${file}`);
  expect(page.length).toBeGreaterThan(1);
  expect(data).toHaveLength(1);
  const files = [...new Set([...page, ...data].flatMap((file) => [...eager(file)]))];
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }));
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
  expect(sum, JSON.stringify(sizes)).toBeLessThan(LIMIT);
  expect(files.some((file) => file.includes("engine.worker"))).toBe(false);
});
