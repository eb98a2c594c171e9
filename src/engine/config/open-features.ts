import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import { features } from "../features/index.ts";
import type { ConfiguredInput, ConfiguredOutput, FeatureConfig, FeatureType, Side } from "../features/feature.ts";
import type { Json } from "../schema/json.ts";
import { error, fixRemove, fixSet, note, type Path, type Report } from "../schema/problem.ts";
import { withDefaults, type Defaults } from "./defaults.ts";
import { reportElsewhere, withoutElsewhere, type Elsewhere } from "./elsewhere.ts";
import { checkDependencies, tieInputs, type Named } from "./links.ts";
import type { Origins } from "./origins.ts";
import { refuseType } from "./types.ts";

/** Ludwig has `augmentation` on pictures alone. */
const elsewhereOf = (side: Side, { blocks }: FeatureType): Elsewhere =>
  ({ planned: {}, idle: { ...(side === "input" && !blocks.input?.augmentation && { augmentation: [[], null] }), proc_column: [null] } });

export interface OpenedSide<Configured> {
  readonly features: readonly Configured[];
  /** Where each was written. */
  readonly paths: readonly Path[];
  readonly resolved: readonly { readonly [key: string]: Json }[];
  /** Where features are switched off. */
  readonly inactive: readonly Path[];
}

export const openInputs = (raw: unknown, defaults: Defaults, origins: Origins, report: Report): OpenedSide<ConfiguredInput> =>
  openSide("input", raw, defaults, origins, report, ({ config, type, path }) => type.openInput(config, path, report));

export const openOutputs = (raw: unknown, defaults: Defaults, origins: Origins, report: Report): OpenedSide<ConfiguredOutput> =>
  openSide("output", raw, defaults, origins, report, ({ config, type, path }) => type.openOutput(config, path, report));

function openSide<C>(side: Side, raw: unknown, defaults: Defaults, origins: Origins, report: Report, open: (named: Named) => C): OpenedSide<C> {
  const list = readList(side, raw, report);
  const named = list.flatMap(([entry, path]) => readNamed(side, entry, path, report) ?? []);
  refuseTwins(named, report);
  if (side === "output") {
    refuseTogether(named, report);
    checkDependencies(named, report);
  }
  const complete = (side === "input" ? tieInputs(named, report) : named).map(({ config, type, path }): Named => {
    const others = elsewhereOf(side, type);
    reportElsewhere(others, config, path, report);
    const own = withoutElsewhere(others, config) as FeatureConfig; // name and type are not among the keys taken out
    const filled = { config: withDefaults(own, type, side, defaults, path, origins), type, path };
    noteFallbacks(filled, side, report);
    return filled;
  });
  return {
    features: complete.map(open),
    paths: complete.map(({ path }) => path),
    resolved: complete.map(({ config, type }) => type.resolve(config, side)),
    inactive: list.flatMap(([entry, path]) => (isInactive(entry) ? [[...path, "active"]] : [])),
  };
}

/** A part that the config does not name, and for which Ludwig would take another one. */
function noteFallbacks({ config, type, path }: Named, side: Side, report: Report): void {
  for (const [key, { noun, fallback, ludwigs }] of Object.entries(type.blocks[side]?.families ?? {})) {
    const given = config[key] ?? {};
    if (ludwigs === undefined || typeof given !== "object" || "type" in given) continue;
    const at = [...path, key];
    report(note(at, words.features.otherFallback(config.name, noun, fallback, ludwigs), fixSet(at, { type: fallback, ...given })));
  }
}

function readList(side: Side, raw: unknown, report: Report): readonly (readonly [unknown, Path])[] {
  const path = [`${side}_features`];
  if (Array.isArray(raw) && raw.length > 0) return raw.map((entry: unknown, i) => [entry, [...path, i]] as const);
  const example = side === "input" ? "{name: age, type: number}" : "{name: price, type: number}";
  const isAbsent = raw === undefined || raw === null || Array.isArray(raw);
  const got = typeof raw === "object" ? words.features.aBlock : JSON.stringify(raw);
  if (isAbsent) report(error(path, words.features.none(side, example)));
  else report(error(path, words.features.notList(example, got)));
  return [];
}

const isInactive = (entry: unknown): boolean => typeof entry === "object" && entry !== null && "active" in entry && entry.active === false;

function readNamed(side: Side, entry: unknown, path: Path, report: Report): Named | null {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    report(error(path, words.features.notFeature(JSON.stringify(entry))));
    return null;
  }
  const { active = true, ...config } = entry as Readonly<Record<string, unknown>>; // an object that is no array
  if (typeof active !== "boolean") report(error([...path, "active"], words.features.notActive(JSON.stringify(active))));
  if (isInactive(entry)) return null;
  const name = readText("name", config, path, report);
  if (config["column"] !== undefined) readText("column", config, path, report);
  const type = readType(side, name ?? "", config, path, report);
  return name === null || type === null ? null : { config: { ...config, name, type: type.type }, type, path };
}

function readText(key: "name" | "column", config: Readonly<Record<string, unknown>>, path: Path, report: Report): string | null {
  const value = config[key];
  const at = [...path, key];
  if (typeof value === "string" && value.trim() !== "") return value;
  if (value === undefined || value === null || value === "") {
    const column = config["column"];
    const message = key === "name" ? words.features.noName : words.features.noColumn;
    report(error(at, message, typeof column === "string" ? fixSet(at, column, schemaWords.write(`name: ${column}`)) : undefined));
  } else if (typeof value === "number" || typeof value === "boolean") {
    const fix = fixSet(at, String(value), schemaWords.write(`"${String(value)}"`));
    report(error(at, words.features.unquoted(key, String(value)), fix));
  } else report(error(at, words.features.notText(key, JSON.stringify(value))));
  return null;
}

function readType(side: Side, name: string, config: Readonly<Record<string, unknown>>, path: Path, report: Report): FeatureType | null {
  const given = config["type"];
  const at = [...path, "type"];
  if (given === undefined || given === null) {
    report(error(at, words.features.noType(name, Object.keys(features))));
    return null;
  }
  const type = typeof given === "string" && Object.hasOwn(features, given) ? features[given]! : null;
  if (!type) refuseType(given, at, "set", report);
  else if (side === "output" && !type.canOutput) {
    const able = Object.values(features).filter(({ canOutput }) => canOutput).map((t) => t.type);
    report(error(at, words.features.cannotOutput(name, type.type, able)));
    return null;
  } else if (side === "input" && !type.canInput) {
    const able = Object.values(features).filter(({ canInput }) => canInput).map((t) => t.type);
    report(error(at, words.features.cannotInput(name, type.type, able)));
    return null;
  }
  return type;
}

/** What the scores of a run call all outputs together. */
const TOGETHER = "combined";

function refuseTogether(named: readonly Named[], report: Report): void {
  for (const { config, path } of named) {
    if (config.name !== TOGETHER) continue;
    const column = config.column ?? TOGETHER;
    const fix = fixSet(path, { ...config, name: `${TOGETHER}_output`, column }, words.features.callIt(`${TOGETHER}_output`));
    report(error([...path, "name"], words.features.together(TOGETHER, column), fix));
  }
}

function refuseTwins(named: readonly Named[], report: Report): void {
  const seen = new Set<string>();
  for (const { config: { name }, path } of named) {
    if (seen.has(name)) report(error([...path, "name"], words.features.twins(name)));
    seen.add(name);
  }
}

/** A target among the inputs is learnt by heart; Ludwig lets it pass, and so does Fidelio, aloud. */
export function noteLeaks(inputs: OpenedSide<ConfiguredInput>, outputs: OpenedSide<ConfiguredOutput>, report: Report): void {
  inputs.features.forEach(({ column }, i) => {
    if (!outputs.features.some((output) => output.column === column)) return;
    const path = inputs.paths[i]!;
    report(note(path, words.features.leak(column), fixRemove(path, words.features.removeInput)));
  });
}
