/** The promises that tokens.css makes about contrast (WCAG 2.2: 1.4.3 and 1.4.11). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../src/app/styles/tokens.css"), "utf8");
const block = (selector: string) => css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
const colours = (text: string) => Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]));
const light = colours(block(":root"));
const themes = { light, dark: { ...light, ...colours(block(':root[data-theme="dark"]')) } };

/** Relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(themes))("the %s theme", (_, theme) => {
  const pairs = (inks: readonly string[], papers: readonly string[], least: number) =>
    inks.flatMap((ink) => papers.filter((paper) => !(contrast(theme[ink] ?? "", theme[paper] ?? "") >= least)).map((paper) => `${ink} on ${paper}: ${contrast(theme[ink] ?? "", theme[paper] ?? "").toFixed(2)}`));

  it("writes text that can be read on every paper", () => {
    expect(pairs(["text", "text-2", "text-3"], ["bg", "surface", "sunken", "hover", "accent-soft"], 4.5)).toEqual([]);
  });
  it("writes links, warnings and errors that can be read", () => {
    expect(pairs(["accent"], ["bg", "surface", "sunken", "accent-soft"], 4.5)).toEqual([]);
    expect(pairs(["warn"], ["surface", "bg", "warn-soft"], 4.5)).toEqual([]);
    expect(pairs(["bad"], ["surface", "bg", "bad-soft"], 4.5)).toEqual([]);
    expect(pairs(["on-accent"], ["accent", "accent-hover"], 4.5)).toEqual([]);
  });
  it("draws controls and marks that can be seen", () => {
    expect(pairs(["control-line", "accent", "warn-mark", "c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-7", "c-8"], ["surface"], 3)).toEqual([]);
  });
});
