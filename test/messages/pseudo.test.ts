import { afterEach, describe, expect, it } from "vitest";
import { t } from "../../src/app/messages/index.ts";
import { catalogue, english, help, speak } from "../../src/messages/catalogue.ts";
import { words } from "../../src/messages/en/config.ts";
import { localeNamed, setLocale } from "../../src/messages/locale.ts";
import { pseudo } from "../../src/messages/pseudo.ts";

afterEach(() => setLocale("en"));

describe("a language", () => {
  it("replaces the words of every catalogue, in the app and in the engine, and gives them back", async () => {
    const before = [t.shell.close, words.shape, words.edit.shared("'a'"), help("Add a bias.")];
    await setLocale("pseudo");
    const during = [t.shell.close, words.shape, words.edit.shared("'a'"), help("Add a bias.")];
    expect(during.every((text) => text.startsWith("⟦") && text.endsWith("⟧"))).toBe(true);
    await setLocale("en");
    expect([t.shell.close, words.shape, words.edit.shared("'a'"), help("Add a bias.")]).toEqual(before);
  });

  it("is spoken by a catalogue that is loaded after it was chosen", () => {
    speak(pseudo);
    const late = catalogue("late", { hello: "Hello" });
    expect(late.hello).toMatch(/^⟦/);
    speak(english);
    expect(late.hello).toBe("Hello");
  });

  it("is named by what the address or the surroundings say, or is English", () => {
    expect(["pseudo", "en", "xx", null, undefined, "toString"].map(localeNamed)).toEqual(["pseudo", "en", "en", "en", "en", "en"]);
  });
});

describe("the made-up language", () => {
  const said = pseudo.words("x", {
    one: "Fix it",
    some: (column: string, rows: number) => `'${column}' is missing in ${rows} rows`,
    list: (names: readonly string[]) => `known are: ${names.join(", ")}`,
    blank: " ",
  }) as Readonly<Record<string, string | ((...args: unknown[]) => string)>>;
  const say = (key: string, ...args: readonly unknown[]): string => {
    const entry = said[key];
    return typeof entry === "function" ? entry(...args) : (entry ?? "");
  };

  it("is bracketed, accented and two fifths longer", () => {
    expect(say("one")).toBe("⟦Ƒîẋ~~ îţ~⟧");
  });

  it("leaves what is filled in as it is, in lists too", () => {
    expect(say("some", "Beak (mm)", 3)).toMatch(/^⟦'Beak \(mm\)' îš~ .* 3 ř.*⟧$/);
    expect(say("list", ["age", "city"])).toMatch(/: age, city⟧$/);
  });

  it("says nothing where English says nothing", () => {
    expect(say("blank")).toBe(" ");
  });
});
