import { defineConfig } from "@playwright/test";
import usual from "./playwright.config.ts";

/** What `npm run test:big` does in a browser beside the end-to-end tests: files that take minutes to open, and what large tables cost on the screen. */
export default defineConfig({ ...usual, testDir: "test/big", testMatch: "**/*.spec.ts", outputDir: "test-results/big" });
