/** All the handwritten digits that there are; `npm test` reads some of them. */
import { expect, it } from "vitest";
import { readDigits } from "../support/digits.ts";

it.skipIf(process.env["FIDELIO_FUZZ_ONLY"] !== undefined)("the starter config reads ten thousand handwritten digits", { timeout: 20 * 60_000 }, async () => {
  const { accuracy } = await readDigits(1000);
  expect(accuracy).toBeGreaterThanOrEqual(0.97);
});
