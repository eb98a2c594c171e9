/** Arbitrary YAML texts as people write them: comments, blank lines, quotes, brackets, blocks of text, tabs never. */
import fc from "fast-check";

interface Style { readonly step: number; readonly indentLists: boolean; readonly eol: string; readonly finalNewline: boolean; readonly header: boolean }
interface Around { readonly above: readonly string[]; readonly behind: string }
type Tree =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "text"; readonly header: string; readonly lines: readonly string[] }
  | { readonly kind: "brackets"; readonly text: string }
  | { readonly kind: "block"; readonly entries: readonly (readonly [string, Tree, Around])[] }
  | { readonly kind: "list"; readonly items: readonly (readonly [Tree, Around])[] };

const plainKey = fc.constantFrom("name", "type", "encoder", "num_layers", "column", "a b", "size", "x");
const key = fc.oneof({ weight: 5, arbitrary: plainKey }, fc.constantFrom('"quoted key"', "'single'", "ünïcode", "7"));
const scalar = fc.oneof(
  fc.constantFrom("1", "-2.5", "1e-3", "true", "null", "~", "word", "two words", "Beak Length (mm)", "a#b", "it's", "x:y", "yes"),
  fc.constantFrom('"double # no comment"', '"with \\"escape\\" \\n"', "'single: it''s'", '""', "''", '"a, b]"'),
);
const flow: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    scalar.filter((s) => !/^(a#b|x:y)$/.test(s)),
    fc.tuple(fc.array(tie("node"), { maxLength: 3 }), fc.constantFrom(", ", ",", " , ", ",\n        ", ", # why\n        ")).map(([items, comma]) => `[${items.join(comma)}]`),
    fc.tuple(fc.uniqueArray(fc.tuple(fc.constantFrom("k", "type", "two words", '"q"'), tie("node")), { maxLength: 3, selector: ([k]) => k }), fc.boolean()).map(([entries, pad]) => (pad ? "{ % }" : "{%}").replace("%", () => entries.map(([k, v]) => `${k}: ${v}`).join(", "))),
  ),
})).node.filter((text) => text.startsWith("[") || text.startsWith("{"));
const comment = fc.constantFrom("# why", "#", "# key: value", "# - item [", "#tight");
const around: fc.Arbitrary<Around> = fc.record({
  above: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.oneof(comment, fc.constant("")), { maxLength: 2 })),
  behind: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, comment.map((c) => `  ${c}`), fc.constant("  ")),
});

const { block } = fc.letrec<{ block: Tree; list: Tree; node: Tree }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar.map((text): Tree => ({ kind: "scalar", text })),
    fc.constant<Tree>({ kind: "scalar", text: "" }),
    flow.map((text): Tree => ({ kind: "brackets", text })),
    fc.record({ header: fc.constantFrom("|", ">", "|-", ">-", "| # text"), lines: fc.array(fc.constantFrom("line one", "# not a comment", "a: b", "- c"), { minLength: 1, maxLength: 3 }) }).map((t): Tree => ({ kind: "text", ...t })),
    tie("block"),
    tie("list"),
  ),
  block: fc.uniqueArray(fc.tuple(key, tie("node"), around), { minLength: 1, maxLength: 4, selector: ([k]) => k }).map((entries): Tree => ({ kind: "block", entries })),
  list: fc.array(fc.tuple(tie("node"), around), { minLength: 1, maxLength: 3 }).map((items): Tree => ({ kind: "list", items })),
}));

const style: fc.Arbitrary<Style> = fc.record({ step: fc.constantFrom(2, 4, 3, 1), indentLists: fc.boolean(), eol: fc.constantFrom("\n", "\n", "\r\n"), finalNewline: fc.boolean(), header: fc.boolean() });

/** A YAML text whose root is a block. */
export const yamlText: fc.Arbitrary<string> = fc.tuple(block, style).map(([tree, s]) => {
  const lines = [...(s.header ? ["# a header", "", "---"] : []), ...linesOf(tree, 0, s)];
  const text = lines.join("\n") + (s.finalNewline || lines.at(-1)!.trim() === "" ? "\n" : "");
  return text.replaceAll("\n", s.eol);
});

const pad = (columns: number, line: string): string => (line === "" ? "" : " ".repeat(columns) + line);

/** The lines of a block or list whose first column is `column`. */
function linesOf(tree: Tree, column: number, s: Style): string[] {
  switch (tree.kind) {
    case "block": return tree.entries.flatMap(([name, value, { above, behind }]) => [...above.map((c) => pad(column, c)), ...under(pad(column, `${name}:`), value, column, behind, s, false)]);
    case "list": return tree.items.flatMap(([value, { above, behind }]) => [...above.map((c) => pad(column, c)), ...under(pad(column, "-"), value, column, behind, s, true)]);
    default: throw new Error("only blocks and lists have lines of their own");
  }
}

function under(intro: string, value: Tree, column: number, behind: string, s: Style, dash: boolean): string[] {
  switch (value.kind) {
    case "scalar": return [`${intro}${value.text === "" ? "" : ` ${value.text}`}${behind}`];
    case "brackets": return [`${intro} ${value.text.replaceAll("\n", `\n${" ".repeat(column)}`)}${behind}`];
    case "text": return [`${intro} ${value.header}`, ...value.lines.map((l) => pad(column + (dash ? 2 : s.step), l))];
    case "block":
    case "list": {
      const inner = dash ? column + 2 : column + (value.kind === "list" && !s.indentLists ? 0 : s.step);
      const lines = linesOf(value, inner, s);
      const onDash = dash && !lines[0]!.trimStart().startsWith("#") && lines[0]!.trim() !== "";
      return onDash ? [`${intro} ${lines[0]!.trimStart()}`, ...lines.slice(1)] : [`${intro}${behind}`, ...lines];
    }
    default: return value satisfies never;
  }
}
