import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countsOf, ofPlaywright, ofVitest, one } from "../../scripts/reports.mjs";

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), "fidelio-")); });
afterAll(() => rm(folder, { recursive: true }));
const written = async (name: string, report: object) => {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(report));
  return file;
};

const vitest = {
  numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1,
  testResults: [
    { name: "a.test.ts", status: "passed", message: "", assertionResults: [{ status: "passed", fullName: "adds", failureMessages: [] }] },
    { name: "b.test.ts", status: "failed", message: "", assertionResults: [
      { status: "passed", fullName: "takes", failureMessages: [] },
      { status: "failed", fullName: "halves", failureMessages: ["\u001B[31mexpected 1\u001B[39m\n  to be 2\n    at Object.<anonymous> (file:///b.test.ts:1:2)\n    at b.test.ts:5:1"] },
    ] },
    { name: "c.test.ts", status: "failed", message: "does not load", assertionResults: [] },
  ],
};

test("Vitest: counts, what failed, and files that did not load", async () => {
  expect(await countsOf("unit", 1, await written("unit.json", vitest), ofVitest)).toEqual({
    passed: 2, failed: 1, skipped: 2,
    failures: ["b.test.ts: halves\n    expected 1\n      to be 2", "c.test.ts\n    does not load"],
  });
});

const spec = (title: string, status: string, ...messages: string[]) => ({ file: "e.test.ts", title, tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }] });
const playwright = {
  stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
  errors: [{ message: "the server did not start" }],
  suites: [{ specs: [spec("opens", "expected", "the first try")], suites: [{ specs: [spec("closes", "unexpected", "it did not"), spec("waits", "flaky", "not at once")] }] }],
};

test("Playwright: suites in suites, what is right at a second try, and errors outside of tests", async () => {
  expect(await countsOf("e2e", 1, await written("e2e.json", playwright), ofPlaywright)).toEqual({
    passed: 1, failed: 2, skipped: 0,
    failures: ["e.test.ts: closes\n    it did not", "e.test.ts: waits\n    not at once", "outside any test\n    the server did not start"],
  });
});

test("a long message is cut", () => {
  const long = { ...playwright, suites: [], errors: [{ message: "line\n".repeat(100) }] };
  expect(ofPlaywright(long).failures[0]?.split("\n").length).toBe(13);
});

test("a run that ends badly without a failed test is a failure: a file that does not load, no report at all", async () => {
  const none = { ...vitest, numFailedTests: 0, testResults: [] };
  expect(await countsOf("unit", 1, await written("none.json", none), ofVitest)).toMatchObject({ failed: 1, failures: ["unit ended with code 1"] });
  expect(await countsOf("unit", 137, join(folder, "missing.json"), ofVitest)).toEqual({ passed: 0, failed: 1, skipped: 0, failures: ["unit ended with code 137"] });
  expect(await countsOf("unit", 0, await written("all.json", { ...none, numPendingTests: 0, numTodoTests: 0 }), ofVitest)).toEqual({ passed: 2, failed: 0, skipped: 0, failures: [] });
});

test("a check is one test", () => {
  expect([one("lint", true), one("lint", false)]).toEqual([{ passed: 1, failed: 0, skipped: 0, failures: [] }, { passed: 0, failed: 1, skipped: 0, failures: ["lint"] }]);
});
