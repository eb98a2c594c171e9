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

/**
 * Collects what must not happen on a page; the list is empty after a good journey. `refused`: beginnings of the addresses that the test
 * means to see refused. The policy must refuse each of them, and nothing else may do so in its place.
 */
export async function watch(page: Page, origin: string, refused: readonly string[] = []): Promise<readonly string[]> {
  const seen: string[] = refused.map((address) => `not refused, though it should be: ${address}`);
  const isOurs = (url: string) => url.startsWith(origin) || url.startsWith("blob:") || url.startsWith("data:");
  const meant = (url: string) => refused.some((address) => url.startsWith(address));
  /** Of a meant address the browser says that the policy refused it; from then on it counts as refused. */
  const note = (address: string | undefined, line: string) => {
    const done = refused.find((beginning) => address?.startsWith(beginning));
    if (done === undefined) seen.push(line);
    else if (seen.includes(`not refused, though it should be: ${done}`)) seen.splice(seen.indexOf(`not refused, though it should be: ${done}`), 1);
  };
  page.context().on("request", (request) => {
    if (!isOurs(request.url()) && !meant(request.url())) seen.push(`request to another origin: ${request.url()}`);
  });
  // A request that the policy refuses begins, and fails for that reason.
  page.context().on("requestfailed", (request) => {
    if (meant(request.url()) && request.failure()?.errorText !== "csp") seen.push(`failed, but not by the policy: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.context().on("response", (response) => {
    if (meant(response.url())) seen.push(`answered: ${response.url()}`);
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") note(refusedIn(message.text()), `console: ${message.text()}`);
  });
  // Of what the policy refuses in a worker the browser tells the worker alone.
  page.on("worker", (worker) => void worker.evaluate(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => console.error(`policy in a worker: ${effectiveDirective} ${blockedURI}`));
  }).catch(() => undefined)); // it has ended already
  await page.exposeFunction("reportViolation", (address: string, text: string) => note(addressOf(address), `policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { reportViolation } = globalThis as unknown as { reportViolation: (address: string, text: string) => Promise<void> };
      void reportViolation(blockedURI, `${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return seen;
}

/** Of a `data:` address the browser tells the scheme only. */
const addressOf = (blocked: string): string => (blocked === "data" ? "data:" : blocked);

/** The address in a message of the console that says the policy refused it. */
function refusedIn(text: string): string | undefined {
  const inWorker = /^policy in a worker: \S+ (\S+)$/.exec(text)?.[1];
  if (inWorker !== undefined) return addressOf(inWorker);
  return /violates the (following|document's) Content Security Policy/.test(text) ? /'?((?:https|wss):\/\/[^\s']+|data:[^\s']*?)[.']? /.exec(text)?.[1] : undefined;
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
