/** Downstream of `features/` nobody asks which type a feature is: what differs by type is a method or a piece of data. */
import ts from "typescript";
import { expect, test } from "vitest";
import { filesUnder, parse, walk } from "./sources.ts";

const types = "number category binary text sequence set bag vector timeseries date h3 image audio".split(" ");

const isTypeName = (node: ts.Node) => ts.isStringLiteralLike(node) && types.includes(node.text);
const isTarget = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.name.text === "target";
/** `x.type`, but not `event.target.type`, which is an input element's. */
const isType = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.name.text === "type" && !isTarget(node.expression);
const equals = [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];

/** `x.type === "number"`, either way round, and `switch (x.type) { case "number": … }`. */
function asksForType(node: ts.Node): boolean {
  if (ts.isSwitchStatement(node)) {
    return isType(node.expression) && node.caseBlock.clauses.some((clause) => ts.isCaseClause(clause) && isTypeName(clause.expression));
  }
  if (!ts.isBinaryExpression(node) || !equals.includes(node.operatorToken.kind)) return false;
  return (isType(node.left) && isTypeName(node.right)) || (isTypeName(node.left) && isType(node.right));
}

function questionsIn(path: string, text?: string): string[] {
  const source = parse(path, text);
  const found: string[] = [];
  walk(source, (node) => {
    if (asksForType(node)) found.push(`${path}: ${node.getText(source).split("\n")[0] ?? ""}`);
  });
  return found;
}

test("no one outside features/ asks a feature for its type", () => {
  const files = filesUnder(["src", "workers"], [".ts", ".svelte"]).filter((path) => !path.startsWith("src/engine/features/"));
  expect(files.flatMap((path) => questionsIn(path))).toEqual([]);
});

test("the question is seen in each of its forms, and others are not taken for it", () => {
  const asked = ['f.type === "number"', '"text" !== f.type', 'switch (f.type) { case "image": break; }'];
  const other = ['event.target.type === "text"', 'f.type === "epoch"', 'f.kind === "number"', 'typeof f === "number"', 'switch (f.type) { case "step": break; }'];
  expect(asked.flatMap((text) => questionsIn("x.ts", text))).toHaveLength(asked.length);
  expect(other.flatMap((text) => questionsIn("x.ts", text))).toEqual([]);
});
