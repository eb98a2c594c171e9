import { words } from "../../messages/en/parts.ts";
import { error, fixSet, type Path, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import type { InputBeside } from "./combiner.ts";

export interface Entities { readonly entity_1: readonly string[]; readonly entity_2: readonly string[] }
const KEYS = ["entity_1", "entity_2"] as const;

/** The two lists name inputs, each input once, and neither is empty. */
export function checkEntities(entities: Entities, inputs: readonly InputBeside[], path: Path, report: Report): void {
  const names = inputs.map(({ name }) => name);
  for (const key of KEYS) {
    const listed = entities[key];
    if (listed.length === 0) report(error([...path, key], words.entityEmpty(key, names)));
    listed.forEach((name, i) => checkName(name, [...path, key, i], names, report));
  }
  checkTwice(entities, path, report);
  const all = KEYS.flatMap((key) => entities[key]);
  const forgotten = names.filter((name) => !all.includes(name));
  if (all.length > 0 && forgotten.length > 0) report(error([...path, "entity_2"], words.entityForgets(forgotten)));
}

function checkName(name: string, at: Path, names: readonly string[], report: Report): void {
  if (names.includes(name)) return;
  const { word, sentence } = suggest(name, names);
  report(error(at, words.noInput(name, sentence), word === undefined ? undefined : fixSet(at, word)));
}

function checkTwice(entities: Entities, path: Path, report: Report): void {
  const seen = new Map<string, string>();
  for (const key of KEYS) {
    entities[key].forEach((name, i) => {
      const before = seen.get(name);
      if (before !== undefined) report(error([...path, key, i], words.entityTwice(name, before)));
      seen.set(name, key);
    });
  }
}
