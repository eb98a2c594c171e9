import { defineConfig } from "@playwright/test";
import { chromiumFlags, presentBrowser } from "./scripts/browser.mjs";

/** Another one where several checkouts are tested side by side. */
const port = Number(process.env["FIDELIO_PORT"] ?? 4173);
const executablePath = presentBrowser();

/** The end-to-end tests: a real browser on the production build, served with the headers of a real deployment. */
export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results/e2e",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  webServer: { command: `node scripts/serve.mjs dist ${port}`, url: `http://localhost:${port}/`, reuseExistingServer: false },
});
