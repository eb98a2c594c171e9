/** Reads the project's own sources as the structure tests need them: paths, lines, and the syntax tree of each script. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The files under some folders whose names end as asked, as paths from the root with forward slashes. */
export function filesUnder(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const path = `${folder}/${name}`;
      if (statSync(join(root, path)).isDirectory()) return filesUnder([path], endings);
      return endings.some((ending) => name.endsWith(ending)) ? [path] : [];
    }),
  );
}

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The TypeScript of a file: all of it, or what stands in a component's script elements. */
export function parse(path: string, text = read(path)): ts.SourceFile {
  const scripts = () => [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
  const code = path.endsWith(".svelte") ? scripts().join("\n") : text;
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

export interface Import {
  readonly from: string;
  /** A path from the root, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Gone after compiling: it ties two files in the reader's mind only. */
  readonly typeOnly: boolean;
  /** Asks the bundler for the file's address (`./x.ts?worker&url`), and does not run it. */
  readonly address: boolean;
}

const isTypeOnly = (node: ts.Node): boolean =>
  ts.isImportTypeNode(node) ||
  (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
  (ts.isExportDeclaration(node) && node.isTypeOnly);

function specifierOf(node: ts.Node): string | undefined {
  const target =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node)
        ? ts.isLiteralTypeNode(node.argument) && node.argument.literal
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0];
  return target && ts.isStringLiteralLike(target) ? target.text : undefined;
}

/** `a/b.ts` seen from `a/c/d.ts`, and `./x.ts?worker&url` without its question. */
const resolveFrom = (from: string, specifier: string): string => new URL(specifier, `file:///${from}`).pathname.slice(1);

/** Everything a file imports, in every way there is to import. */
export function importsOf(path: string, text?: string): Import[] {
  const found: Import[] = [];
  walk(parse(path, text), (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? packageName(specifier) : resolveFrom(path, specifier);
    found.push({ from: path, to, isPackage, typeOnly: isTypeOnly(node), address: specifier.includes("?") });
  });
  return found;
}

const packageName = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
