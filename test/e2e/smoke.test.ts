import { t } from "../../src/app/messages/index.ts";
import { expect, test, watch } from "./fixtures.ts";

const heading = { level: 1 };

test("the app opens with what it needs: isolation and a WebGPU adapter", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("Fidelio");
  await expect(page.getByRole("heading", heading)).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))).toBe(true);
});

test("the policy refuses inline styles, other origins and text as code", async ({ context, baseURL }) => {
  const page = await context.newPage();
  const seen = await watch(page, new URL(baseURL ?? "").origin);
  await page.goto("/");
  await page.evaluate(async () => {
    // Later, in a task of the page's own: what the test driver evaluates itself is exempt from the policy.
    await new Promise((done) => setTimeout(done));
    const style = document.body.appendChild(document.createElement("style"));
    style.textContent = "h1 { color: red }";
    await fetch("https://example.org/").catch(() => undefined);
    try {
      Reflect.construct(Function, ["return 1"]);
    } catch {
      return;
    }
  });
  const refused = () => new Set(seen.filter((line) => line.startsWith("policy: ")).map((line) => line.split(" ")[1]));
  await expect.poll(refused).toEqual(new Set(["style-src-elem", "connect-src", "require-trusted-types-for"]));
  expect(seen.filter((line) => line.startsWith("request"))).toEqual([]);
});

test("the app opens from any sub-path of a host that sends no headers, once the service worker has put the policy in place", async ({ context, host }) => {
  const url = await host({ prefix: "/some/sub/path/", headers: {} });
  const page = await context.newPage();
  const seen = await watch(page, new URL(url).origin);
  await page.goto(url);
  await expect(page.getByText(t.welcome.lede)).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(seen).toEqual([]);
});
