/** Every sentence of the catalogue is said somewhere, and every sentence that is asked for exists (the compiler sees to that). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../../src/app/messages/index.ts";

const app = join(import.meta.dirname, "../../src/app");
const source = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.startsWith("messages"))
  .map((file) => readFileSync(join(app, file), "utf8"))
  .join("\n");

/** The dotted names of all sentences. */
function keys(value: object, path: string): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => (typeof inner === "object" && inner !== null ? keys(inner, `${path}.${key}`) : [`${path}.${key}`]));
}

/**
 * A name is used when it or a block it stands in is: `t.shell.step[name]` uses all steps, and so does `const say = t.shell.step`.
 * The glossary is listed as a whole.
 */
const used = (key: string): boolean => {
  const parts = key.split(".");
  return parts.some((_, i) => (i >= 2 || parts[1] === "glossary") && i >= 1 && new RegExp(`\\b${parts.slice(0, i + 1).join("\\.")}\\b(?!\\.\\w)`).test(source));
};

describe("the catalogue", () => {
  it("finds a name that is not used", () => {
    expect(used("t.shell.nobodySaysThis")).toBe(false);
  });

  it.each(Object.keys(en))("says every sentence of %s somewhere", (screen) => {
    const unused = keys(en[screen as keyof typeof en], `t.${screen}`).filter((key) => !used(key));
    expect(unused).toEqual([]);
  });
});
