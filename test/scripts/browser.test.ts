import { afterEach, expect, test, vi } from "vitest";
import { findBrowser, presentBrowser } from "../../scripts/browser.mjs";

afterEach(() => vi.unstubAllEnvs());

test("FIDELIO_BROWSER is taken before any other browser", () => {
  vi.stubEnv("FIDELIO_BROWSER", process.execPath);
  expect(presentBrowser()).toBe(process.execPath);
});

test("a named browser that is not there is said, and not replaced", async () => {
  vi.stubEnv("FIDELIO_BROWSER", "/no/such/browser");
  await expect(findBrowser(() => undefined)).rejects.toThrow("FIDELIO_BROWSER names /no/such/browser");
});
