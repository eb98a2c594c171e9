import { words } from "../../messages/en/assets.ts";
import type { EngineHost } from "../api.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { crc32 } from "../data/checksum.ts";
import { LARGEST_ASSET, NO_ASSETS, type Assets } from "../data/assets.ts";
import { foreignModel } from "../export/foreign/read.ts";
import { trainedInput } from "../export/trained.ts";
import { error, failure, type Problem } from "../schema/problem.ts";

/** The files of a config, and what is wrong with them. */
export interface ReadAssets { readonly assets: Assets; readonly problems: readonly Problem[] }

export const NONE_READ: ReadAssets = { assets: NO_ASSETS, problems: [] };

/** Every file that a config names, each asked for once; what is wrong stands at the keys that name it. */
export async function readAssets(opened: OpenedConfig, host: Pick<EngineHost, "asset">, project: string | undefined): Promise<ReadAssets> {
  const features = [...opened.inputs, ...opened.outputs];
  const named = features.flatMap(({ assets }) => assets);
  const found = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  for (const name of new Set(named.map((asset) => asset.name))) {
    const read = await (host.asset?.(name, project) ?? failure(error([], words.nowhere(name))));
    const complain = (why: string): void => {
      for (const { path } of named.filter((asset) => asset.name === name)) problems.push(error(path, words.about(String(path.at(-1)), name, why)));
    };
    if (!read.ok) complain(read.problems.map(({ message }) => message).join("; "));
    else if (read.value.length > LARGEST_ASSET) complain(words.tooLarge(read.value.length, LARGEST_ASSET));
    else found.set(name, read.value);
  }
  const assets = assetsOf(found);
  for (const feature of features) problems.push(...(await feature.suits(assets)));
  return { assets, problems };
}

/** Names the bytes of the files of a config, as a data set's fingerprint does its own: a run that goes on must go on with the same. */
export const fingerprintOf = ({ inputs, outputs }: OpenedConfig, assets: Assets): string =>
  [...new Set([...inputs, ...outputs].flatMap((feature) => feature.assets.map(({ name }) => name)))].map((name) => ` ${name} ${crc32(assets.bytes(name) ?? new Uint8Array())}`).join("");

/** Files by name, as a test or a reader has them. */
export const assetsOf = (files: ReadonlyMap<string, Uint8Array>): Assets => ({
  bytes: (name) => files.get(name),
  trained(name, input, type) {
    const bytes = files.get(name);
    return bytes ? trainedInput(bytes, input, type) : failure();
  },
  foreign(name) {
    const bytes = files.get(name);
    return bytes ? foreignModel(bytes) : failure();
  },
});
