/** The files that a config names, beside which it lies. */
import { basename, dirname, join, resolve } from "node:path";
import type { EngineHost } from "../engine/api.ts";
import { pack } from "../engine/export/zip.ts";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/cli.ts";
import { isFolder, readBytes, readFolder } from "./files.ts";
import { Mistake } from "./terminal.ts";

/** Paths begin where the config lies; a file is read once. A model of TensorFlow.js may be its zip, its folder, or the model.json in it. */
export function assetsBeside(config: string): NonNullable<EngineHost["asset"]> {
  const read = new Map<string, Promise<Outcome<Uint8Array>>>();
  return (name) => {
    const path = resolve(dirname(config), name);
    const found = read.get(path) ?? readAsset(path).then(success, (cause: unknown) => {
      if (!(cause instanceof Mistake)) throw cause;
      return failure(error([], cause.message));
    });
    read.set(path, found);
    return found;
  };
}

async function readAsset(path: string): Promise<Uint8Array> {
  if (await isFolder(path)) return pack(await readFolder(path, words.file.asset));
  const bytes = await readBytes(path, words.file.asset);
  const weights = basename(path).endsWith(".json") ? weightFiles(bytes) : null;
  if (!weights) return bytes;
  const files = weights.map(async (file) => [file, await readBytes(join(dirname(path), file), words.file.asset)] as const);
  return pack({ "model.json": bytes, ...Object.fromEntries(await Promise.all(files)) });
}

/** The files beside a model.json that hold its weights, none of them elsewhere; null: it is another file of JSON, such as a tokenizer. */
function weightFiles(bytes: Uint8Array): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const manifest: unknown = typeof parsed === "object" && parsed !== null && "weightsManifest" in parsed ? parsed.weightsManifest : null;
    if (!Array.isArray(manifest)) return null;
    const paths = manifest.flatMap((group: unknown) => (typeof group === "object" && group !== null && "paths" in group && Array.isArray(group.paths) ? group.paths.map(String) : []));
    return paths.filter((path) => path === basename(path) && !/[\\/]/.test(path));
  } catch {
    return null;
  }
}
