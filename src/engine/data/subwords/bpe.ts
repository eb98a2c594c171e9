import type { Json } from "../../schema/json.ts";
import { byteNames } from "./bytes.ts";
import { at, isOn, list, NotUnderstood, textAt, type Block } from "./reading.ts";
import type { CutWord } from "./tokenizer.ts";

interface Merge { readonly rank: number; readonly id: number }
/** Two ids beside each other, as one number: both are below 2²¹. */
const pair = (left: number, right: number): number => left * 2 ** 21 + right;

/** Characters that are joined pair by pair, in the order in which the pairs were learnt (Sennrich, Haddow and Birch, 2016). */
export function bpe(model: Block, ids: ReadonlyMap<string, number>): CutWord {
  const prefix = textAt(model, "continuing_subword_prefix") ?? "";
  const suffix = textAt(model, "end_of_word_suffix") ?? "";
  const merges = mergesOf(list(at(model, "merges")), prefix, ids);
  const symbols = symbolsOf(model, prefix, suffix, ids);
  const ignoresMerges = isOn(model, "ignore_merges", false);
  return (word) => {
    const known = ignoresMerges ? ids.get(word) : undefined;
    return known !== undefined ? [known] : merged(symbols(word), merges);
  };
}

function mergesOf(merges: readonly Json[], prefix: string, ids: ReadonlyMap<string, number>): ReadonlyMap<number, Merge> {
  const found = new Map<number, Merge>();
  merges.forEach((merge, rank) => {
    const [left, right] = typeof merge === "string" ? merge.split(" ") : list(merge);
    if (typeof left !== "string" || typeof right !== "string") throw new NotUnderstood("model BPE, merges", JSON.stringify(merge));
    const [a, b, whole] = [left, right, left + (right.startsWith(prefix) ? right.slice(prefix.length) : right)].map((piece) => ids.get(piece));
    if (a === undefined || b === undefined || whole === undefined) throw new NotUnderstood("model BPE, merges", `${left} ${right}`);
    found.set(pair(a, b), { rank, id: whole });
  });
  return found;
}

/** A word's characters as ids: those without one as their bytes, where the vocabulary has them, else unknown. */
function symbolsOf(model: Block, prefix: string, suffix: string, ids: ReadonlyMap<string, number>): CutWord {
  const name = textAt(model, "unk_token");
  const unknown = name === null ? undefined : ids.get(name);
  const [fuses, fallsBack] = [isOn(model, "fuse_unk", false), isOn(model, "byte_fallback", false)];
  return (word) => {
    const characters = Array.from(word);
    const found: number[] = [];
    let lastIsUnknown = false;
    characters.forEach((character, i) => {
      const id = ids.get((i > 0 ? prefix : "") + character + (i === characters.length - 1 ? suffix : ""));
      const bytes = id === undefined && fallsBack ? byteNames(character).map((byte) => ids.get(byte)) : [];
      const isUnknown = id === undefined && (bytes.length === 0 || bytes.includes(undefined));
      if (id !== undefined) found.push(id);
      else if (!isUnknown) found.push(...bytes.filter((byte) => byte !== undefined));
      else if (unknown !== undefined && !(fuses && lastIsUnknown)) found.push(unknown);
      lastIsUnknown = isUnknown;
    });
    return found;
  };
}

interface Symbol { id: number; before: number; after: number }
interface Candidate { readonly rank: number; readonly at: number; readonly id: number; readonly left: number; readonly right: number }

/** The pair that was learnt first is joined first, the leftmost of equals; each join is found in logarithmic time. */
function merged(word: readonly number[], merges: ReadonlyMap<number, Merge>): readonly number[] {
  const symbols = word.map((id, i): Symbol => ({ id, before: i - 1, after: i + 1 < word.length ? i + 1 : -1 }));
  const heap: Candidate[] = [];
  const propose = (at: number): void => {
    const right = symbols[at]?.after ?? -1;
    if (at < 0 || right < 0) return;
    const merge = merges.get(pair(symbols[at]!.id, symbols[right]!.id));
    if (merge) push(heap, { rank: merge.rank, at, id: merge.id, left: symbols[at]!.id, right: symbols[right]!.id });
  };
  word.forEach((_, at) => propose(at));
  for (let next = pop(heap); next; next = pop(heap)) {
    const left = symbols[next.at]!;
    const right = symbols[left.after];
    if (left.id !== next.left || right?.id !== next.right) continue; // one of the two has been joined to another since
    left.id = next.id;
    right.id = -1;
    left.after = right.after;
    if (left.after >= 0) symbols[left.after]!.before = next.at;
    propose(left.before);
    propose(next.at);
  }
  return symbols.filter(({ id }) => id >= 0).map(({ id }) => id);
}

const comesBefore = (a: Candidate, b: Candidate): boolean => a.rank < b.rank || (a.rank === b.rank && a.at < b.at);

function push(heap: Candidate[], candidate: Candidate): void {
  let at = heap.push(candidate) - 1;
  for (let up = (at - 1) >> 1; at > 0 && comesBefore(candidate, heap[up]!); at = up, up = (at - 1) >> 1) heap[at] = heap[up]!;
  heap[at] = candidate;
}

function pop(heap: Candidate[]): Candidate | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  let at = 0;
  for (let down = 1; down < heap.length; down = 2 * at + 1) {
    if (down + 1 < heap.length && comesBefore(heap[down + 1]!, heap[down]!)) down++;
    if (!comesBefore(heap[down]!, last)) break;
    heap[at] = heap[down]!;
    at = down;
  }
  heap[at] = last;
  return first;
}
