/** A budget of lines: an idea that outgrows its file becomes two. */
import { expect, test } from "vitest";
import { filesUnder, read } from "./sources.ts";

const longest = 400;
const endings = [".ts", ".js", ".mjs", ".svelte", ".css"];
const linesOf = (path: string) => read(path).trimEnd().split("\n").length;
const sizes = (folders: readonly string[]) => filesUnder(folders, endings).map((path) => ({ path, lines: linesOf(path) }));

test(`no source file is longer than ${longest} lines`, () => {
  const tooLong = sizes(["src", "workers", "scripts", "test", "assembly"]).filter(({ lines }) => lines > longest);
  expect(tooLong.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});

test("half of the sources fit 120 lines, and nine in ten fit 250", () => {
  const lines = sizes(["src", "workers"]).map((file) => file.lines).sort((a, b) => a - b);
  const quantile = (share: number) => lines[Math.floor(share * (lines.length - 1))] ?? 0;
  expect(quantile(0.5)).toBeLessThanOrEqual(120);
  expect(quantile(0.9)).toBeLessThanOrEqual(250);
});
