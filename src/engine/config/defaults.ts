import { words } from "../../messages/en/config.ts";
import { features } from "../features/index.ts";
import type { FeatureType, Side } from "../features/feature.ts";
import { note, type Path, type Report } from "../schema/problem.ts";
import { asRecord, refuseUnknownKeys } from "../schema/read.ts";
import type { Origins } from "./origins.ts";
import { refuseType } from "./types.ts";

/** A list, which a feature's own takes the place of as a whole. */
const AUGMENTATION = "augmentation";
const SECTIONS = { input: ["preprocessing", "encoder"], output: ["decoder", "loss"] } as const;
type Block = Readonly<Record<string, unknown>>;

/** `defaults.<type>`: parameters for every feature of a type. */
export type Defaults = Readonly<Record<string, Block>>;

/** Read and check the section by itself, so that a mistake is found though no feature uses the block. */
export function readDefaults(raw: unknown, path: Path, report: Report): Defaults {
  const read: Record<string, Block> = {};
  for (const [type, block] of Object.entries(asRecord(raw, path, report))) {
    const known = Object.hasOwn(features, type) ? features[type] : undefined;
    if (!known) refuseType(type, [...path, type], "rename", report);
    else read[type] = readBlock(known, block, [...path, type], report);
  }
  return read;
}

function readBlock(type: FeatureType, raw: unknown, path: Path, report: Report): Block {
  const block = asRecord(raw, path, report);
  const { augmentation } = block;
  const changes = type.blocks.input?.augmentation ? [AUGMENTATION] : [];
  const asksNothing = augmentation === null || (Array.isArray(augmentation) && augmentation.length === 0);
  refuseUnknownKeys(block, [...SECTIONS.input, ...SECTIONS.output, ...(asksNothing ? [AUGMENTATION] : changes)], "section", path, report);
  const nameless = { name: type.type, type: type.type };
  if (type.canInput) type.openInput({ ...nameless, ...only(block, [...SECTIONS.input, ...changes]) }, path, report);
  if (type.canOutput) type.openOutput({ ...nameless, ...only(block, SECTIONS.output) }, path, report);
  const idle = type.canOutput ? [] : SECTIONS.output.filter((key) => block[key] !== undefined);
  for (const key of idle) report(note([...path, key], words.elsewhere.neverOutput(key, type.type)));
  return block;
}

const only = (block: Block, keys: readonly string[]): Block =>
  Object.fromEntries(keys.filter((key) => Object.hasOwn(block, key)).map((key) => [key, block[key]]));

/**
 * A feature's config with the defaults of its type filled in, key by key: the feature's own value wins. Blocks that name
 * different parts (an encoder `embed` beside a default `parallel_cnn`) are not mixed, and a default that the feature's part
 * does not have is left out.
 */
export function withDefaults<F extends Block>(feature: F, type: FeatureType, side: Side, defaults: Defaults, path: Path, origins: Origins): F {
  const merged: Record<string, unknown> = { ...feature };
  for (const section of SECTIONS[side]) {
    const fallback = defaults[type.type]?.[section];
    const own = feature[section] ?? {};
    if (!isBlock(fallback) || !isBlock(own)) continue;
    if (own["type"] !== undefined && fallback["type"] !== undefined && own["type"] !== fallback["type"]) continue;
    const part = own["type"] ?? fallback["type"];
    const added = Object.keys(fallback).filter((key) => own[key] === undefined && fits(type, side, section, part, key));
    for (const key of added) origins.moved(["defaults", type.type, section, key], [...path, section, key]);
    merged[section] = { ...own, ...only(fallback, added) };
  }
  const changes = defaults[type.type]?.[AUGMENTATION];
  if (side === "input" && type.blocks.input?.augmentation && feature[AUGMENTATION] === undefined && changes !== undefined) {
    origins.moved(["defaults", type.type, AUGMENTATION], [...path, AUGMENTATION]);
    merged[AUGMENTATION] = changes;
  }
  return merged as F; // blocks became blocks, and a list joined them
}

function fits(type: FeatureType, side: Side, section: string, part: unknown, key: string): boolean {
  const family = type.blocks[side]?.families[section];
  if (!family || key === "type") return true;
  const choice = family.choices[typeof part === "string" && Object.hasOwn(family.choices, part) ? part : family.fallback]!;
  return Object.hasOwn(choice.params.properties, key);
}

const isBlock = (value: unknown): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
