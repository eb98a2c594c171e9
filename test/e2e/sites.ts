/** The app on hosts of every kind, each with a log, in browsers that can be closed and started again. */
import type { BrowserContext, Page } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/serve.mjs";
import { test as base } from "./fixtures.ts";

export const dist = fileURLToPath(new URL("../../dist", import.meta.url));
export const ready = /^Ready offline, [\d.]+ MB$/;

export interface Site {
  readonly url: string;
  /** Every address that was asked for since it was last emptied. */
  readonly log: string[];
  close(): Promise<void>;
}

interface Fixtures {
  /** A folder that is gone after the test. */
  readonly folder: string;
  /** The app from a server with a log, as a host of the kind that is asked for. */
  readonly site: (options: Partial<Parameters<typeof serve>[0]>) => Promise<Site>;
  /** A browser whose profile is the test's folder: started again, it finds what it kept. */
  readonly open: () => Promise<BrowserContext>;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "fidelio-offline-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  site: async ({}, use) => {
    const sites: Site[] = [];
    await use(async (options) => {
      const log: string[] = [];
      const server = await serve({ folder: dist, port: Number(process.env["FIDELIO_PORT"] ?? 4173) + 1, log: (path) => void log.push(path), ...options });
      sites.push({ ...server, log });
      return { ...server, log };
    });
    await Promise.all(sites.map(({ close }) => close()));
  },
  open: async ({ playwright, launchOptions, viewport, folder }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await playwright.chromium.launchPersistentContext(join(folder, "profile"), { ...launchOptions, viewport });
      contexts.push(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** How often the page was loaded so far. */
export function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on("load", () => (loads += 1));
  return () => loads;
}
