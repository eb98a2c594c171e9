/** The page edits and highlights a config by itself, so these files must never bring TensorFlow.js or the registries with them. */
import { expect, it } from "vitest";
import { importsOf, type Import } from "../../structure/sources.ts";

/** Everything a file brings at run time, directly and by detours. */
function brings(path: string, seen: Map<string, Import> = new Map()): ReadonlyMap<string, Import> {
  for (const edge of importsOf(path).filter(({ typeOnly }) => !typeOnly)) {
    if (seen.has(edge.to)) continue;
    seen.set(edge.to, edge);
    if (!edge.isPackage) brings(edge.to, seen);
  }
  return seen;
}

it.each(["document", "edit", "history", "render"])("config/%s.ts brings nothing but yaml and words", (name) => {
  const brought = [...brings(`src/engine/config/${name}.ts`).values()];
  expect(brought.filter(({ isPackage }) => isPackage).map(({ to }) => to).filter((to) => to !== "yaml")).toEqual([]);
  expect(brought.filter(({ to, isPackage }) => !isPackage && !/^src\/(engine\/(config|schema)|messages)\//.test(to)).map(({ to }) => to)).toEqual([]);
});

it.each(["config/differences", "evaluation/compare", "export/tensorboard", "export/zip"])("%s.ts brings no TensorFlow.js", (name) => {
  expect([...brings(`src/engine/${name}.ts`).keys()].filter((to) => to.startsWith("@tensorflow/"))).toEqual([]);
});

it("sees what a file brings", () => {
  expect([...brings("src/engine/config/open.ts").keys()].some((to) => to.startsWith("@tensorflow/"))).toBe(true);
});
