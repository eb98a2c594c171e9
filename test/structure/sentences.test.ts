/**
 * What a person reads is written in a catalogue. Beside their subject stand only help texts (a parameter's `description`, a
 * part's `summary`, a type's `recipe`), which pass through `help`, and the messages of bugs, which begin with "internal:".
 */
import { parse as parseSvelte } from "svelte/compiler";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesUnder, parse, read } from "./sources.ts";

const isCatalogue = (path: string) => /\/messages\/en\/|\/features\/\w+\/messages\.ts$|\.d\.ts$/.test(path);
/** Style sheets and shaders: texts of other languages than people's. */
const otherLanguages = ["src/app/editor/theme.ts", "src/engine/kernels/"];
/** Documents that go into an exported model: each is one text, which another language would write anew. */
const documents = ["src/engine/export/readme.ts", "src/engine/export/files.ts", "src/engine/export/examples.ts", "src/engine/export/own-layers.ts", "src/engine/export/ludwig/readme.ts"];
const isWatched = (path: string) => !isCatalogue(path) && ![...otherLanguages, ...documents].some((place) => path.startsWith(place));

/** Two words in a row, of which the second begins small: "the table", but neither "type: number" nor "Ctrl V", nor a command with options or an editor's style class. */
const isSentence = (text: string): boolean => /\p{L}{2,} +\p{Ll}{2,}/u.test(text) && !text.startsWith("internal:") && !text.includes("--") && !text.startsWith("cm-");

/** Makers of parameters, whose texts are their help. */
const makers = /^(int|float|bool|text|oneOf|orNull|nullYet|falseYet|block|clip|norm|normArguments|activation|layerList|dropoutRate|initializer|initializerOrNull|reduction|convolutionLists|layerCount|adam|share|withMoments|plain|twins|defineLoss|classWeightsParam|tokenReduction|tokenizer|tokenizerOrFile|asset)$/;
/** Properties that hold help texts, made-up cells, or the first bytes of a file. */
const silentKeys = ["summary", "description", "recipe", "example", "mark"];

function isHelp(node: ts.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    if (ts.isCallExpression(at.parent) && ts.isIdentifier(at.parent.expression) && makers.test(at.parent.expression.text)) return true;
    if (ts.isPropertyAssignment(at.parent) && ts.isIdentifier(at.parent.name) && silentKeys.includes(at.parent.name.text)) return true;
    if (ts.isStatement(at)) return false;
  }
  return false;
}

const textOf = (node: ts.StringLiteralLike | ts.TemplateExpression): string =>
  ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("{}") : node.text;

/** The sentences that a script writes itself. */
function sentencesIn(path: string, text?: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if ((ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && isSentence(textOf(node)) && !isHelp(node)) found.push(`${path}: ${textOf(node)}`);
    node.forEachChild(visit);
  };
  visit(parse(path, text));
  return found;
}

/** Attributes whose value is read, seen or heard. */
const spokenAttributes = ["title", "text", "label", "placeholder", "alt", "hint", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"];
/** Ludwig's words, as its files write them. */
const ludwigs = ["loss"];
const hasWord = (text: string): boolean => /\p{L}{2,}/u.test(text) && !ludwigs.includes(text.trim());

interface MarkupNode { readonly type: string; readonly name?: string; readonly data?: string; readonly value?: unknown }
const isNode = (value: unknown): value is MarkupNode => typeof value === "object" && value !== null && "type" in value;

/** The words that a component's markup writes itself, in text, in spoken attributes, and in expressions. */
function wordsInMarkup(path: string, source = read(path)): string[] {
  const found: string[] = [];
  const visit = (node: unknown, attribute: string | null): void => {
    if (Array.isArray(node)) return node.forEach((inner) => visit(inner, attribute));
    if (!isNode(node)) return;
    const within = node.type === "Attribute" ? (node.name ?? "") : node.type === "StyleDirective" ? "style" : attribute;
    const heard = within === null || spokenAttributes.includes(within);
    if (node.type === "Text" && heard && hasWord(node.data ?? "")) found.push(`${path}: ${(node.data ?? "").trim()}`);
    if (node.type === "Literal" && typeof node.value === "string" && isSentence(node.value) && within !== "class") found.push(`${path}: ${node.value}`);
    for (const [key, inner] of Object.entries(node)) if (key !== "metadata" && key !== "parent") visit(inner, within);
  };
  visit(parseSvelte(source, { modern: true }).fragment, null);
  return found;
}

describe("sentences for people", () => {
  const files = filesUnder(["src", "workers"], [".ts", ".svelte"]).filter(isWatched);

  it("stand in no script outside the catalogues", () => {
    expect(files.flatMap((path) => sentencesIn(path))).toEqual([]);
  });

  it("stand in no component's markup", () => {
    expect(files.filter((path) => path.endsWith(".svelte")).flatMap((path) => wordsInMarkup(path))).toEqual([]);
  });

  it("are seen in each of their forms", () => {
    const said = ['report(error(path, "this is wrong"))', "throw new Mistake(`no file ${name} here`)", 'const why = small ? "too few" : ""'];
    const unsaid = ['throw new Error("internal: no model is open")', 'int(1, "How many layers.")', 'const part = { summary: "A learned vector." }', 'const type = "text/csv"'];
    expect(said.flatMap((text) => sentencesIn("x.ts", text))).toHaveLength(said.length);
    expect(unsaid.flatMap((text) => sentencesIn("x.ts", text))).toEqual([]);
    const markup = '<p class="a b">Hello</p><button aria-label="Close">×</button><Note title={bad ? "it broke" : t.fine} kind="error" /><b>{t.x} · 3</b>';
    expect(wordsInMarkup("x.svelte", markup)).toEqual(["x.svelte: Hello", "x.svelte: Close", "x.svelte: it broke"]);
  });
});
