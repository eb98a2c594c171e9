import { describe, expect, it } from "vitest";
import { NOWHERE, tryAll, type Senders } from "../../src/privacy/attempts.ts";
import { Refusals } from "../../src/privacy/refusals.ts";

/** A place whose browser reports what it is told to. */
function place() {
  const target = new EventTarget();
  const report = (effectiveDirective: string, blockedURI: string) => {
    target.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), { effectiveDirective, blockedURI }));
  };
  return { refusals: new Refusals(target), report };
}
const SOON = 30;

describe("trying to send a byte", () => {
  it("believes the browser's report only: a way that merely fails is not refused", async () => {
    const { refusals, report } = place();
    const senders: Senders = {
      fetch: async (address) => {
        report("connect-src", address);
        throw new TypeError("Failed to fetch");
      },
      XMLHttpRequest: () => Promise.reject(new TypeError("no network")),
      WebSocket: (address) => report("connect-src", address),
      WebTransport: null,
    };
    const attempts = await tryAll(senders, refusals, async () => report("connect-src", "data"), SOON);
    expect(attempts).toEqual([
      { way: "fetch", result: "refused", directive: "connect-src" },
      { way: "XMLHttpRequest", result: "not_refused", directive: null },
      { way: "WebSocket", result: "refused", directive: "connect-src" },
      { way: "WebTransport", result: "absent", directive: null },
    ]);
  });

  it("tries no address at all where the harmless attempt was let through", async () => {
    const { refusals } = place();
    const asked: string[] = [];
    const attempts = await tryAll({ fetch: (address) => asked.push(address), image: (address) => asked.push(address) }, refusals, async () => undefined, SOON);
    expect(asked).toEqual([]);
    expect(attempts.map(({ result }) => result)).toEqual(["not_tried", "not_tried"]);
  });

  it("asks only an address that can never exist", async () => {
    const { refusals, report } = place();
    const asked: string[] = [];
    await tryAll({ fetch: (address) => asked.push(address), WebSocket: (address) => asked.push(address) }, refusals, async () => report("connect-src", "data"), SOON);
    expect(asked.map((address) => new URL(address).hostname)).toEqual(["fidelio.invalid", "fidelio.invalid"]);
  });

  it("takes no report of another attempt for its own, but of a frame the origin suffices", async () => {
    const { refusals, report } = place();
    const attempts = await tryAll({ image: () => report("img-src", `${NOWHERE}/other`), frame: () => report("frame-src", NOWHERE) }, refusals, async () => report("connect-src", "data"), SOON);
    expect(attempts.map(({ result }) => result)).toEqual(["not_refused", "refused"]);
  });

  it("keeps every report in the log", () => {
    const { refusals, report } = place();
    report("img-src", "https://a.example/");
    report("connect-src", "data");
    expect(refusals.all.map(({ directive, blocked }) => `${directive} ${blocked}`)).toEqual(["img-src https://a.example/", "connect-src data"]);
  });
});
