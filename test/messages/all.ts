/** Every catalogue of the program, by its file. */
import type { Catalogue, Entry } from "../../src/messages/catalogue.ts";

const modules = import.meta.glob<{ readonly words: Catalogue }>(["../../src/messages/en/*.ts", "../../src/app/messages/en/{camera,combine,trust-screen}.ts", "../../src/engine/features/*/messages.ts"], { eager: true });

/** Path from the root → the catalogue that it exports as `words`. */
export const wordsByFile: ReadonlyMap<string, Catalogue> = new Map(Object.entries(modules).map(([path, { words }]) => [path.replace("../../", ""), words]));

/** The dotted names of all entries. */
export const keysOf = (entries: Catalogue | readonly Entry[], path: string): readonly string[] =>
  Object.entries(entries).flatMap(([key, entry]: [string, Entry]) => (typeof entry === "object" ? keysOf(entry, `${path}.${key}`) : [`${path}.${key}`]));
