/** Handwritten digits, from a zip of PNG files to judged test rows. */
import { expect, test } from "vitest";
import { readDigits } from "../support/digits.ts";

/** Of each digit; all of the package's thousand are for `npm run test:big`. */
const MOST = 600;

test("the starter config reads handwritten digits, within two minutes of one core", { timeout: 300_000 }, async () => {
  const { accuracy, seconds } = await readDigits(MOST);
  expect(accuracy).toBeGreaterThanOrEqual(0.97);
  expect(seconds).toBeLessThan(120);
});
