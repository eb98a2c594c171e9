/** The same edits on plain data: what an edited text must read as. Each returns undefined when the path leads nowhere. */
import type { Path } from "../schema/problem.ts";

type Block = Readonly<Record<string, unknown>>;
const isBlock = (value: unknown): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);

/** Change what is at a path; `change` gets undefined where nothing is. */
function changed(data: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(data);
  const parent = data ?? (typeof step === "number" ? [] : {});
  if (Array.isArray(parent) && typeof step === "number") {
    if (step > parent.length) return undefined;
    const inner = changed(parent[step], rest, change);
    return inner === undefined ? undefined : parent.toSpliced(step, 1, inner);
  }
  if (!isBlock(parent) || typeof step === "number") return undefined;
  const inner = changed(Object.hasOwn(parent, step) ? parent[step] : undefined, rest, change);
  return inner === undefined ? undefined : { ...parent, [step]: inner };
}

export const withValue = (data: unknown, path: Path, value: unknown): unknown => changed(data, path, () => value);

export function removed(data: unknown, path: Path): unknown {
  const last = path.at(-1);
  if (last === undefined || !exists(data, path)) return data;
  const without = (parent: unknown): unknown =>
    Array.isArray(parent) ? parent.toSpliced(Number(last), 1) : omit(parent as Block, String(last)); // it exists, so its parent is a list or a block
  return changed(data, path.slice(0, -1), without);
}

export function renamed(data: unknown, path: Path, to: string): unknown {
  const last = path.at(-1);
  if (typeof last !== "string" || !exists(data, path)) return undefined;
  return changed(data, path.slice(0, -1), (parent) => {
    const block = parent as Block; // a key in it exists
    if (Object.hasOwn(block, to)) return to === last ? block : undefined;
    return { ...omit(block, last), [to]: block[last] };
  });
}

export const inserted = (data: unknown, path: Path, index: number, value: unknown): unknown =>
  changed(data, path, (list) => {
    if (list === undefined || list === null) return index === 0 ? [value] : undefined;
    return Array.isArray(list) && index <= list.length ? list.toSpliced(index, 0, value) : undefined;
  });

/** Equality of JSON; the order of keys does not count. */
export function equalData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equalData(item, b[i]));
  if (isBlock(a) && isBlock(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalData(a[key], b[key]));
  }
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => {
    if (Array.isArray(at) && typeof step === "number") return at[step] as unknown;
    return isBlock(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, data);

function exists(data: unknown, path: Path): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (Array.isArray(data)) return typeof step === "number" && step >= 0 && step < data.length && exists(data[step], rest);
  return isBlock(data) && Object.hasOwn(data, step) && exists(data[step], rest);
}

const omit = (block: Block, key: string): Block => Object.fromEntries(Object.entries(block).filter(([k]) => k !== key));
