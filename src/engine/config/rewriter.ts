import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import { fixRemove, fixRename, fixSet, note, type Fix, type Path, type Report } from "../schema/problem.ts";
import type { Origins } from "./origins.ts";
import { valueAt } from "./plain-edit.ts";

export type Block = Record<string, unknown>;
export const isBlock = (value: unknown): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);

/** A config being rewritten in place: every move is noted, and remembered so that later problems lead back to the text. */
export class Rewriter {
  readonly config: Block;
  readonly #origins: Origins;
  readonly #report: Report;

  constructor(config: Block, origins: Origins, report: Report) {
    this.config = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, unshared(value)]));
    this.#origins = origins;
    this.#report = report;
  }

  at(path: Path): unknown {
    return valueAt(this.config, path);
  }

  /** Move what is at `from` to `to`, unless nothing is there or the place is taken. */
  move(from: Path, to: Path, since: string): void {
    const value = this.at(from);
    if (value === undefined || this.at(to) !== undefined) return;
    const key = String(to.at(-1));
    const beside = from.length === to.length && from.slice(0, -1).every((step, i) => step === to[i]);
    const old = String(from.at(-1));
    if (beside) this.say(from, words.legacy.renamed(old, key, since), fixRename(from, key));
    else this.say(from, words.legacy.moved(old, spelled(to), since));
    this.drop(from);
    this.set(to, value);
    this.#origins.moved(from, to);
  }

  /** Write what is at `from` at a second place, unless it is taken. */
  copy(from: Path, to: Path, since: string): void {
    if (this.at(from) === undefined || this.at(to) !== undefined) return;
    this.say(from, words.legacy.copied(String(from.at(-1)), spelled(to), since));
    this.set(to, unshared(this.at(from)));
    this.#origins.moved(from, to);
  }

  /** Put another value in the place of one. */
  replace(path: Path, value: unknown, since: string): void {
    const old = this.at(path);
    const fix = fixSet(path, structuredClone(value), schemaWords.change(shown(value)));
    this.say(path, words.legacy.replaced(shown(old), shown(value), since), fix);
    this.set(path, value);
  }

  remove(path: Path, why: string): void {
    if (this.at(path) === undefined) return;
    this.say(path, why, fixRemove(path));
    this.drop(path);
  }

  /** Put a value where it belongs, in silence; blocks on the way are made. */
  set(path: Path, value: unknown): void {
    let parent: unknown = this.config;
    for (const step of path.slice(0, -1)) {
      if (isBlock(parent) && !isBlock(parent[step]) && !Array.isArray(parent[step])) parent[step] = {};
      parent = (parent as Block)[step]; // a block, or a list that holds the step
    }
    (parent as Block)[path.at(-1)!] = value;
  }

  say(path: Path, message: string, fix?: Fix): void {
    this.#report(note(path, message, fix));
  }

  /** Take a key out in silence. */
  drop(path: Path): void {
    const parent = this.at(path.slice(0, -1));
    if (isBlock(parent)) Reflect.deleteProperty(parent, String(path.at(-1)));
  }
}

const spelled = (path: Path): string => path.filter((step) => typeof step === "string").join(".");
const shown = (value: unknown): string => (typeof value === "string" ? `'${value}'` : JSON.stringify(value));

/** A copy in which no block stands in two places: moving one into the other would close a circle. */
function unshared(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unshared);
  return isBlock(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unshared(inner)])) : value;
}
