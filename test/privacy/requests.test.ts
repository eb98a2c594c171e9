import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../src/privacy/policy.ts";
import { seen } from "../../src/privacy/requests.ts";
import { contentSecurityPolicy } from "../../scripts/headers.mjs";

const timing = { name: "https://a.example/x.js", initiatorType: "script", startTime: 12, duration: 3, decodedBodySize: 900, transferSize: 1200, workerStart: 0, responseStatus: 200 };

describe("a request as the browser recorded it", () => {
  it("says when, in milliseconds since 1970", () => expect(seen(timing, 1000)).toMatchObject({ at: 1012, milliseconds: 3, bytes: 900, answeredBy: "network" }));
  it("was answered by the cache when nothing was transferred", () => expect(seen({ ...timing, transferSize: 0 }, 0).answeredBy).toBe("cache"));
  it("was answered by the service worker when that was started for it", () => expect(seen({ ...timing, transferSize: 0, workerStart: 4 }, 0).answeredBy).toBe("service_worker"));
  it("was answered by nobody when there is no status", () => expect(seen({ ...timing, responseStatus: 0, transferSize: 0, decodedBodySize: 0 }, 0).answeredBy).toBe("nobody"));
});

describe("reading a policy", () => {
  it("finds every directive of our own", () => {
    const directives = parsePolicy(contentSecurityPolicy);
    expect(directives.find(({ name }) => name === "connect-src")).toEqual({ name: "connect-src", values: ["'self'"] });
    expect(directives.map(({ name, values }) => [name, ...values].join(" ")).join("; ")).toBe(contentSecurityPolicy);
  });
  it("takes the first of two directives of one name, as browsers do", () => {
    expect(parsePolicy("connect-src 'self'; CONNECT-SRC *")).toEqual([{ name: "connect-src", values: ["'self'"] }]);
  });
  it("reads any text", () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(parsePolicy(text).every(({ name }) => name !== "")).toBe(true)));
  });
});
