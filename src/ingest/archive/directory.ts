/** The list of an archive's entries: which of them can be read, and why the others cannot. Nothing is unpacked here. */
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/files.ts";
import { isBookkeeping, type Refused } from "../files.ts";
import { DEFLATED, HEADER, STORED, type ListedEntry } from "./entry.ts";
import type { Limits } from "./limits.ts";
import { namingOf, tidyPath } from "./names.ts";

export interface NamedEntry { readonly path: string; readonly entry: ListedEntry }

export interface Directory {
  /** Those to read, in the archive's order. */
  readonly readable: readonly NamedEntry[];
  readonly refused: readonly Refused[];
  readonly notes: readonly Problem[];
  /** Files that a system left there and nobody asked for. */
  readonly passedOver: number;
}

export function directoryOf(entries: readonly ListedEntry[], limits: Limits): Directory {
  const naming = namingOf(entries.map(({ name }) => name));
  const overlapping = overlapsIn(entries);
  const readable: NamedEntry[] = [];
  const refused: Refused[] = [];
  const taken = new Set<string>();
  let passedOver = 0;
  let total = 0;
  for (const entry of entries) {
    const name = naming.nameOf(entry.name);
    const path = tidyPath(name);
    if (entry.directory) continue;
    if (isBookkeeping(path ?? name)) {
      passedOver++;
      continue;
    }
    const why = refusalOf(entry, path, limits) ?? (overlapping.has(entry) ? words.archive.overlaps : null)
      ?? (taken.has(path ?? "") ? words.archive.again : null) ?? (total + entry.size > limits.total ? words.archive.total(limits.total) : null);
    if (why !== null || path === null) {
      refused.push({ path: path ?? name, why: why ?? words.archive.outside });
      continue;
    }
    total += entry.size;
    taken.add(path);
    readable.push({ path, entry });
  }
  const odd = naming.encoding === null ? [] : readable.filter(({ entry }) => naming.isOther(entry.name)).map(({ path }) => path);
  return { readable, refused, passedOver, notes: [...encodingNotes(odd, naming.encoding), ...caseNotes(taken)] };
}

function refusalOf(entry: ListedEntry, path: string | null, limits: Limits): string | null {
  const { packedSize, size, method } = entry;
  if (path === null) return words.archive.outside;
  if (path === "" || path.includes("\0")) return words.archive.nameless;
  if (entry.symlink) return words.archive.link;
  if (entry.encrypted) return words.archive.encrypted;
  if (method !== STORED && method !== DEFLATED) return words.archive.method(method);
  if (size > limits.file) return words.archive.large(size, limits.file);
  const times = size / Math.max(1, packedSize);
  return size > limits.harmless && times > limits.ratio ? words.archive.bomb(size, Math.round(times)) : null;
}

/** Entries whose bytes lie, by the list, within those of another one; headers may be longer than is counted here, never shorter. */
function overlapsIn(entries: readonly ListedEntry[]): ReadonlySet<ListedEntry> {
  const files = entries.filter((entry) => !entry.directory).sort((a, b) => a.offset - b.offset);
  const found = new Set<ListedEntry>();
  let reaching: ListedEntry | null = null;
  const endOf = (entry: ListedEntry): number => entry.offset + HEADER + entry.packedSize;
  for (const entry of files) {
    if (reaching && entry.offset < endOf(reaching)) found.add(entry).add(reaching);
    if (!reaching || endOf(entry) > endOf(reaching)) reaching = entry;
  }
  return found;
}

const encodingNotes = (paths: readonly string[], encoding: string | null): Problem[] =>
  paths.length > 0 && encoding !== null ? [note([], words.archive.otherEncoding(paths, encoding))] : [];

function caseNotes(paths: Iterable<string>): Problem[] {
  const first = new Map<string, string>();
  const pairs: string[] = [];
  for (const path of paths) {
    const small = path.toLowerCase();
    const before = first.get(small);
    if (before === undefined) first.set(small, path);
    else pairs.push(words.archive.pair(before, path));
  }
  return pairs.length > 0 ? [note([], words.archive.caseClashes(pairs))] : [];
}
