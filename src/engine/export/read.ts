import type { TSchema } from "typebox";
import { words } from "../../messages/en/export.ts";
import { BUNDLE_FORMAT, type ModelBundle, type Provenance, type WeightSpec } from "../model/bundle.ts";
import type { Json } from "../schema/json.ts";
import { error, failure, success, type Outcome, type Problem, type Report } from "../schema/problem.ts";
import { crc32 } from "../data/checksum.ts";
import { ESSENTIAL, FILES, type Essential, type Manifest } from "./layout.ts";
import { ConfigSchema, FactsSchema, firstComplaint, ManifestSchema, ModelSchema, ProvenanceSchema } from "./schemas.ts";
import { topologyComplaints } from "./topology.ts";
import type { Files } from "./zip.ts";

/**
 * The bundle that an export's files hold. Nothing in them is believed before it is checked: versions, sizes, checksums,
 * the shape of every JSON file, layer classes, weights. All problems at once; never throws.
 */
export function readFiles(all: Files): Outcome<ModelBundle> {
  const files = folderOf(all);
  const manifest = files && readManifest(files[FILES.manifest]!);
  if (!files || !manifest) return failure(error([], noModel(all)));
  if (manifest.format < 1) return failure(error([], words.noFormat(manifest.format)));
  if (manifest.format > BUNDLE_FORMAT) {
    return failure(error([], words.newer(manifest.app, manifest.format, BUNDLE_FORMAT)));
  }
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  for (const name of ESSENTIAL) checkBytes(name, files[name], manifest, report);
  if (problems.length > 0) return { ok: false, problems };
  const bundle = readBundle(files, manifest.format, report);
  return bundle && problems.length === 0 ? success(bundle) : { ok: false, problems };
}

const noModel = (all: Files): string =>
  Object.keys(all).some((name) => /(?:^|[/-])backup\b/i.test(name))
    ? words.backup
    : words.noModel(FILES.manifest);

/** The files beside the manifest, wherever in the archive it lies: zip programs like to add a folder. */
function folderOf(all: Files): Files | null {
  const [found] = Object.keys(all).filter((name) => name === FILES.manifest || name.endsWith(`/${FILES.manifest}`)).sort((a, b) => a.length - b.length);
  if (found === undefined) return null;
  const folder = found.slice(0, -FILES.manifest.length);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(folder)).map(([name, bytes]) => [name.slice(folder.length), bytes]));
}

function readManifest(bytes: Uint8Array): Manifest | null {
  const value = parse(textOf(bytes));
  return firstComplaint(ManifestSchema, value) === null ? (value as Manifest) : null; // checked by the schema
}

function checkBytes(name: Essential, bytes: Uint8Array | undefined, manifest: Manifest, report: Report): void {
  const wanted = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
  if (!bytes || !wanted) report(error([name], words.missing(name)));
  else if (bytes.length !== wanted.bytes || crc32(bytes) !== wanted.crc32) {
    report(error([name], words.changed(name, bytes.length, wanted.bytes)));
  }
}

function readBundle(files: Readonly<Record<Essential, Uint8Array>>, format: number, report: Report): ModelBundle | null {
  const model = readJson<StoredModel>(FILES.model, files, ModelSchema, report);
  const facts = readJson<ModelBundle["facts"]>(FILES.facts, files, FactsSchema, report);
  const config = readJson<ModelBundle["config"]>(FILES.config, files, ConfigSchema, report);
  const made = readJson<Provenance>(FILES.provenance, files, ProvenanceSchema, report);
  const yaml = textOf(files[FILES.yaml]);
  if (yaml === null) report(error([FILES.yaml], words.notText(FILES.yaml)));
  if (!model || !facts || !config || !made || yaml === null) return null;
  const specs = model.weightsManifest[0].weights;
  const data = files[FILES.weights];
  for (const complaint of topologyComplaints(model.modelTopology, specs, data)) report(error([FILES.model], words.unloadable(complaint)));
  return { format, yaml, config, facts, topology: model.modelTopology, weights: { specs, data }, made };
}

interface StoredModel { readonly modelTopology: Json; readonly weightsManifest: readonly [{ readonly weights: readonly WeightSpec[] }] }

/** A vocabulary of a million words fits. */
const LARGEST_JSON = 64 * 2 ** 20;
const DEEPEST = 200;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_BLOCK, CLOSE_BLOCK] = [34, 92, 91, 93, 123, 125];

/** How many lists and blocks of a JSON text stand inside one another: what reads them recurses. */
function deepestNesting(json: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (inText && byte === BACKSLASH) i++;
    else if (byte === QUOTE) inText = !inText;
    else if (inText) continue;
    else if (byte === OPEN_LIST || byte === OPEN_BLOCK) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_LIST || byte === CLOSE_BLOCK) depth--;
  }
  return deepest;
}

/** T is what the schema describes; `schemas.ts` holds the two together. */
function readJson<T>(name: Essential, files: Readonly<Record<Essential, Uint8Array>>, schema: TSchema, report: Report): T | null {
  const bytes = files[name];
  const fits = bytes.length <= LARGEST_JSON && deepestNesting(bytes) <= DEEPEST;
  const value = fits ? parse(textOf(bytes)) : undefined;
  const complaint = !fits ? words.tooDeep : value === undefined ? words.notJson : firstComplaint(schema, value);
  if (complaint === null) return value as T; // checked by the schema
  report(error([name], words.notAsExpected(name, complaint)));
  return null;
}

/** Undefined where the text is not JSON. */
function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Null where the bytes are not UTF-8; a byte order mark is kept, so that texts come back byte for byte. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
