import { defineConfig } from "@playwright/test";
import usual from "./playwright.config.ts";

const port = Number(process.env["FIDELIO_PORT"] ?? 4173) + 2;
const url = `http://localhost:${port}/test/app/gallery/index.html`;

/** Every state of every screen, in the gallery, which is built once for all of it. Nothing here depends on time: two go side by side. */
export default defineConfig({
  ...usual,
  testDir: "test/scenes",
  outputDir: "test-results/scenes",
  workers: 2,
  fullyParallel: true,
  timeout: 300_000,
  use: { ...usual.use, baseURL: url },
  webServer: { command: `node test/app/gallery/serve.mjs ${port}`, url, reuseExistingServer: false, timeout: 120_000 },
});
