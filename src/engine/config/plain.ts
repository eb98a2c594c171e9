import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { words } from "../../messages/en/config.ts";

/** Aliases of aliases make a short text large: this many values may come from them. */
const MOST_ALIASED = 100_000;


interface Fault { readonly message: string; readonly offset: number }
/** What a reader carries: how deep in aliases it is and what they made so far, anchors by name, the nodes still being read. */
interface Reading { aliases: number; made: number; readonly anchors: Map<string, Node>; readonly open: Set<Node>; readonly faults: Fault[] }

/** YAML nodes to plain data: what JSON could hold, each fault with its offset. Keys become texts; `<<` merges, as in YAML 1.1. */
export function plainData(root: Node | null): { readonly value: unknown; readonly faults: readonly Fault[] } {
  const reading: Reading = { aliases: 0, made: 0, anchors: new Map(), open: new Set(), faults: [] };
  const value = valueOf(root, reading);
  return { value, faults: reading.faults };
}

function valueOf(node: unknown, reading: Reading): unknown {
  if (reading.aliases > 0) reading.made += 1;
  if (reading.made === MOST_ALIASED + 1) complain(reading, node, words.yaml.aliased(MOST_ALIASED));
  if (reading.made > MOST_ALIASED) return null;
  if (isAlias(node)) return aliased(node, reading);
  if (isScalar(node)) return anchored(node, reading, () => node.value);
  if (isSeq(node)) return anchored(node, reading, () => listOf(node, reading));
  if (isMap(node)) return anchored(node, reading, () => blockOf(node, reading));
  return null;
}

function anchored(node: Node & { anchor?: string }, reading: Reading, read: () => unknown): unknown {
  if (node.tag !== undefined) return complain(reading, node, words.yaml.tagged);
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  reading.open.add(node);
  const value = read();
  reading.open.delete(node);
  return value;
}

function aliased(alias: Alias, reading: Reading): unknown {
  const target = reading.anchors.get(alias.source);
  if (target && !reading.open.has(target)) {
    reading.aliases += 1;
    const value = valueOf(target, reading);
    reading.aliases -= 1;
    return value;
  }
  const name = alias.source;
  return complain(reading, alias, target ? words.yaml.circle(name) : words.yaml.noAnchor(name));
}

const listOf = (list: YAMLSeq, reading: Reading): unknown[] => list.items.map((item) => valueOf(item, reading));

function blockOf(map: YAMLMap, reading: Reading): Record<string, unknown> {
  const block: Record<string, unknown> = {};
  const merged: Record<string, unknown>[] = [];
  for (const { key, value } of map.items) {
    const name = keyText(key);
    if (name === null) complain(reading, key ?? map, words.yaml.keyNotText);
    else if (name === "__proto__") complain(reading, key, words.yaml.prototype);
    else if (name === "<<") merged.push(...mergedBlocks(value, reading));
    else if (Object.hasOwn(block, name)) complain(reading, key, words.yaml.twice(name));
    else block[name] = valueOf(value, reading);
  }
  return Object.assign({}, ...merged.reverse(), block) as Record<string, unknown>; // records of values
}

function mergedBlocks(value: unknown, reading: Reading): Record<string, unknown>[] {
  const read = valueOf(value, reading);
  const blocks = Array.isArray(read) ? read : [read];
  if (blocks.every((b): b is Record<string, unknown> => typeof b === "object" && b !== null && !Array.isArray(b))) return blocks;
  complain(reading, value, words.yaml.merge);
  return [];
}

function complain({ faults }: Reading, node: unknown, message: string): null {
  const offset = typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;
  faults.push({ message, offset });
  return null;
}

/** A key as plain data would have it; null for keys a config cannot have. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === "string" ? key.value : (key.source ?? JSON.stringify(key.value));
}
