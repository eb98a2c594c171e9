/**
 * The page of an end-to-end test, under watch: whatever a journey does, the test fails if a request leaves the origin, if the
 * content-security policy has to step in, or if an error reaches the console. Every e2e test imports `test` from here.
 */
import { test as base, expect, type Page } from "@playwright/test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/serve.mjs";

export { expect };

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Collects what must not happen on a page; the list is empty after a good journey. */
export async function watch(page: Page, origin: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const isOurs = (url: string) => url.startsWith(origin) || url.startsWith("blob:") || url.startsWith("data:");
  page.context().on("request", (request) => {
    if (!isOurs(request.url())) seen.push(`request to another origin: ${request.url()}`);
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (text: string) => seen.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { reportViolation } = globalThis as unknown as { reportViolation: (text: string) => Promise<void> };
      void reportViolation(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return seen;
}

interface Fixtures {
  /** Serves a folder (the built app if none is given) elsewhere: under a sub-path, or with other headers. It is closed after the test. */
  readonly host: (options?: Partial<Parameters<typeof serve>[0]>) => Promise<string>;
}

export const test = base.extend<Fixtures>({
  page: async ({ page, baseURL }, use) => {
    const seen = await watch(page, new URL(baseURL ?? "").origin);
    await use(page);
    expect(seen).toEqual([]);
  },
  // Playwright reads a fixture's needs from its first parameter, which must be an object pattern.
  host: async ({}, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const { url, close } = await serve({ folder: join(root, "dist"), port: Number(process.env["FIDELIO_PORT"] ?? 4173) + 1, ...options });
      closing.push(close);
      return url;
    });
    await Promise.all(closing.map((close) => close()));
  },
});
