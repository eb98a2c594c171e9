import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carriesPolicy, contentSecurityPolicy, deploymentHeaders, metaPolicy } from "../../scripts/headers.mjs";
import { serve } from "../../scripts/serve.mjs";

let folder = "";
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fidelio-serve-"));
  await mkdir(join(folder, "site", "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "site", "index.html"), "<p>home</p>");
  for (const name of ["a.js", "a.wasm"]) await writeFile(join(folder, "site", "assets", name), "x");
  server = await serve({ folder: join(folder, "site"), port: 5400, prefix: "/some/path/" });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Sends a path as it stands: `fetch` would tidy it first. */
function rawStatus(path: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`GET ${path} HTTP/1.0\r\n\r\n`));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    socket.on("end", () => resolve(answer.split(" ")[1] ?? "")).on("error", reject);
  });
}

test("every answer carries the headers of a deployment, a refusal too", async () => {
  for (const path of ["", "assets/a.js", "nowhere"]) {
    const { headers } = await fetch(server.url + path);
    for (const [name, value] of Object.entries(deploymentHeaders)) expect(headers.get(name)).toBe(value);
  }
});

test.each([["", "text/html; charset=utf-8"], ["assets/a.js", "text/javascript; charset=utf-8"], ["assets/a.wasm", "application/wasm"]])(
  "%j has the type that a browser insists on",
  async (path, type) => {
    const answer = await fetch(server.url + path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
  },
);

const astray = ["nowhere", "../../secret.txt", "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%", "%00"];

test.each(["/", ...astray.map((path) => `/some/path/${path}`)])("%s is not found", async (path) => {
  expect(await rawStatus(path)).toBe("404");
});

test("a taken port is passed over for the next", async () => {
  const second = await serve({ folder, port: Number(new URL(server.url).port) });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(server.url).port));
  await second.close();
});

test("the policy lets no other origin in and no text become code", () => {
  for (const policy of [contentSecurityPolicy, metaPolicy]) {
    expect(policy).not.toMatch(/https?:|\*|'unsafe-|(script|worker|connect)-src[^;]*(blob|data):/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
  }
});

test("an answer carries the policy when it says all of it, alone or beside others that narrow it", () => {
  const says = (policy: string) => carriesPolicy(new Headers({ "Content-Security-Policy": policy }));
  expect(carriesPolicy(new Headers())).toBe(false);
  expect([contentSecurityPolicy, metaPolicy, `sandbox allow-scripts, ${metaPolicy}`].map(says)).toEqual([true, true, true]);
  const weaker = [metaPolicy.replace("connect-src 'self'; ", ""), metaPolicy.replace("connect-src 'self'", "connect-src 'self' https:"), `connect-src *; ${metaPolicy}`];
  expect(weaker.map(says)).toEqual([false, false, false]);
});
