/** Handwritten digits, from a zip of PNG files to judged test rows. */
import { expect, test } from "vitest";
import { readDigits } from "../support/digits.ts";

/** Of each digit; all of the package's thousand are for `npm run test:big`. */
const MOST = 600;

/** Seconds of one core that has its caches and units to itself, and how much longer another one beside it may make them. */
const [QUIET, BUSY] = [120, 1.5];

test("the starter config reads handwritten digits, within two minutes of one quiet core", { timeout: 600_000 }, async () => {
  const { accuracy, seconds } = await readDigits(MOST);
  expect(accuracy).toBeGreaterThanOrEqual(0.97);
  expect(seconds).toBeLessThan(BUSY * QUIET);
});
