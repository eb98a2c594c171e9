/** Words that must not stand in the project's files. */
import { expect, test } from "vitest";
import { filesUnder, read } from "./sources.ts";

test("the lock file names packages and hashes, and no registry", () => {
  const lock = read("package-lock.json");
  expect(lock).not.toContain('"resolved"');
  expect(lock).not.toMatch(/\bregistry\b|\/-\/[^"]*\.tgz/);
});

test("what is left to do is no comment", () => {
  const word = new RegExp(["TO", "DO|FIX", "ME|X", "XX"].join(""));
  const files = filesUnder(["src", "workers", "scripts", "test", "docs"], [".ts", ".js", ".mjs", ".svelte", ".css", ".md"]);
  expect(files.filter((path) => word.test(read(path)))).toEqual([]);
});
