/** Every entry of a catalogue is said somewhere, and every one that is asked for exists (the compiler sees to that). */
import { describe, expect, it } from "vitest";
import { en } from "../../src/app/messages/index.ts";
import { lateEn } from "../../src/app/messages/late.ts";
import { filesUnder, read } from "../structure/sources.ts";
import { keysOf, wordsByFile } from "./all.ts";

const sources = filesUnder(["src", "workers"], [".ts", ".svelte"]).filter((path) => !/\/messages\/en\//.test(path)).map((path) => ({ path, text: read(path) }));

/**
 * An entry is used when it or a group it stands in is: `words.unknown[noun]` uses all of `unknown`. A catalogue itself is no
 * group, but for those whose first `whole` names are read as one.
 */
const isUsed = (key: string, text: string, whole = 1): boolean => {
  const parts = key.split(".");
  return parts.some((_, i) => i >= whole && new RegExp(`(?<![.\\w])${parts.slice(0, i + 1).join("\\.")}\\b(?!\\.\\w)`).test(text));
};

/** What the files that import a catalogue say, its name made one and the same. */
function saidOf(file: string): string {
  const end = /^src\/(?:app\/)?messages\//.test(file) ? file.replace(/^src\/(?:app\/)?/, "") : "./messages.ts";
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  return sources.flatMap(({ path, text }) => {
    if (end === "./messages.ts" && !path.startsWith(folder)) return [];
    const name = new RegExp(`import \\{ words(?: as (\\w+))? \\} from "[./]*(?:src/)?${end.replace("./", "")}"`).exec(text);
    return name ? [name[1] === undefined ? text : text.replaceAll(new RegExp(`\\b${name[1]}\\b`, "g"), "words")] : [];
  }).join("\n");
}

describe("catalogues", () => {
  it("would show an entry that is not said", () => {
    expect(isUsed("words.edit.nobodySaysThis", saidOf("src/messages/en/config.ts"))).toBe(false);
    expect(isUsed("words.edit.shared", saidOf("src/messages/en/config.ts"))).toBe(true);
  });

  it.each([...wordsByFile.keys()])("%s is said in full", (file) => {
    const said = saidOf(file);
    expect(keysOf(wordsByFile.get(file) ?? {}, "words").filter((key) => !isUsed(key, said))).toEqual([]);
  });

  const app = sources.filter(({ path }) => path.startsWith("src/app/")).map(({ text }) => text).join("\n");
  it.each(Object.entries(en))("the app says every sentence of %s", (screen, entries) => {
    // The glossary is listed as a whole.
    expect(keysOf(entries, `t.${screen}`).filter((key) => !isUsed(key, app, screen === "glossary" ? 1 : 2))).toEqual([]);
  });
  it.each(Object.entries(lateEn))("the app says every sentence of %s, which comes late", (screen, entries) => {
    expect(keysOf(entries, `late.${screen}`).filter((key) => !isUsed(key, app, 2))).toEqual([]);
  });
});
