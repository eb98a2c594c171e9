/** The reports that the test runners write, read into counts and the failures themselves. */
import { readFile } from "node:fs/promises";

/** @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Counts - a failure: its name, and how its message begins */

/** Enough to know where to look. */
const linesOfMessage = 12;
/** The colours of a terminal, which the runners put in their messages. */
const colours = /\u001B\[[0-9;]*m/g;

/** Where a message was thrown says less than the message. */
const isFrame = (/** @type {string} */ line) => /^\s+at .*:\d+:\d+\)?$/.test(line);

/** @param {string} name @param {string} [message] */
const failure = (name, message = "") =>
  [name, ...message.replace(colours, "").trim().split("\n").filter((line) => !isFrame(line)).slice(0, linesOfMessage).map((line) => `    ${line}`)].join("\n").trimEnd();

/** @param {string} name @param {boolean} passed @returns {Counts} */
export const one = (name, passed) => ({ passed: Number(passed), failed: Number(!passed), skipped: 0, failures: passed ? [] : [failure(name)] });

/** @param {any} report - of Vitest @returns {Counts} */
export const ofVitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
  failures: report.testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
    if (file.status === "failed" && failed.length === 0) return [failure(file.name, file.message)];
    return failed.map((/** @type {any} */ test) => failure(`${file.name}: ${test.fullName}`, test.failureMessages.join("\n")));
  }),
});

/** The specs of a suite and of the suites in it. @param {any} suite @returns {any[]} */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** @param {any} report - of Playwright @returns {Counts} */
export const ofPlaywright = ({ stats, suites, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
  failures: [
    ...suites.flatMap(specsOf).flatMap((/** @type {any} */ spec) => {
      const results = spec.tests.flatMap((/** @type {any} */ test) => (["unexpected", "flaky"].includes(test.status) ? test.results : []));
      const messages = results.flatMap((/** @type {any} */ result) => result.errors.map((/** @type {any} */ error) => error.message));
      return results.length === 0 ? [] : [failure(`${spec.file}: ${spec.title}`, messages.join("\n"))];
    }),
    ...errors.map((/** @type {any} */ error) => failure("outside any test", error.message)),
  ],
});

/**
 * What a run's report tells. A run that failed without a failed test (a file that does not load, no tests at all) counts as one failure.
 * @param {string} name
 * @param {number} code - the exit code
 * @param {string} file - the report; one that is missing or cut short says nothing
 * @param {(report: any) => Counts} read - the two runners' own shapes, read nowhere else
 * @returns {Promise<Counts>}
 */
export async function countsOf(name, code, file, read) {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const counts = text === undefined ? { passed: 0, failed: 0, skipped: 0, failures: [] } : read(JSON.parse(text));
  if (code === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [failure(`${name} ended with code ${code}`), ...counts.failures] };
}
