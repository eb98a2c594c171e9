import { defineConfig } from "@playwright/test";
import usual from "./playwright.config.ts";

/** What `npm run test:big` does in a browser beside the end-to-end tests: files that take minutes to open. */
export default defineConfig({ ...usual, testDir: "test/big/load", testMatch: "**/*.spec.ts", outputDir: "test-results/big" });
