/** How sentences are written: plain, calm, whole. Read from the sources, so that functions are judged too. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesUnder, parse, walk } from "../structure/sources.ts";

interface Sentence { readonly place: string; readonly text: string }

/** Every text of a catalogue; what is filled in reads `{}`. */
function textsOf(path: string, source?: string): Sentence[] {
  const found: Sentence[] = [];
  walk(parse(path, source), (node) => {
    if (node.parent && (ts.isImportDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) && node.parent.name === node)) return;
    if (ts.isStringLiteralLike(node)) found.push({ place: path, text: node.text });
    if (ts.isTemplateExpression(node)) found.push({ place: path, text: [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("{}") });
  });
  return found;
}

const LONGEST = 300;

/** What is wrong with a text; empty when nothing is. */
function complaints({ place, text }: Sentence): string[] {
  const wrong = (is: boolean, what: string) => (is ? [`${place}: ${what}: ${text}`] : []);
  const sentences = text.split(/[.?:] (?=\p{Lu})/u);
  return [
    ...wrong(/!(?=\s|$)/.test(text), "raises its voice"),
    ...wrong(/(?<!\.)\b(oops|sorry|please|simply|obviously|invalid|illegal)\b/i.test(text), "apologises, flatters or scolds"),
    ...wrong(text.length > LONGEST, "is long"),
    ...wrong(/\.\.\./.test(text), "has three dots for an ellipsis"),
    ...wrong(/\S  +\S/.test(text) && !text.includes("{}  "), "has a gap"),
    ...wrong(/\d %/.test(text), "has a gap before the percent sign, unlike the figures"),
    ...wrong(sentences.length > 1 && /[\p{L}\d}]$/u.test(text), "is several sentences, of which the last has no end"),
  ];
}

describe("sentences", () => {
  const files = filesUnder(["src"], [".ts"]).filter((path) => /\/messages\/en\/|\/features\/\w+\/messages\.ts$/.test(path));

  it("are plain, calm and whole", () => {
    expect(files.flatMap((path) => textsOf(path)).flatMap(complaints)).toEqual([]);
  });

  it("would be found wanting", () => {
    const bad = ["Oops, it broke.", "It worked!", "Please wait...", "It broke. Try again", "a  gap", "97 % of them"];
    expect(bad.filter((text) => complaints({ place: "", text }).length === 0)).toEqual([]);
  });
});
