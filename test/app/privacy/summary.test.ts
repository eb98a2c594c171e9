import { describe, expect, it } from "vitest";
import { accountOf } from "../../../src/app/privacy/summary.ts";
import type { PlaceReport } from "../../../src/privacy/place.ts";
import type { SeenRequest } from "../../../src/privacy/requests.ts";

const asked = (address: string, at: number, more: Partial<SeenRequest> = {}): SeenRequest => ({ address, at, initiator: "script", milliseconds: 1, bytes: 1, answeredBy: "network", ...more });
const report = (address: string, requests: readonly SeenRequest[], more: Partial<PlaceReport> = {}): PlaceReport => ({ address, policies: [], isolated: true, requests, refusals: [], ...more });

const HOME = "https://here.example/";

describe("the account of all requests", () => {
  it("sorts what page and workers asked for by time, and counts what came after the app was ready", () => {
    const account = accountOf({
      page: report(HOME, [asked(HOME, 1), asked(`${HOME}late.csv`, 30, { answeredBy: "service_worker" })]),
      engine: report(`${HOME}engine.js`, [asked(`${HOME}simd.wasm`, 20)]),
    }, 10);
    expect(account.rows.map(({ place }) => place)).toEqual(["page", "engine", "page"]);
    expect(account).toMatchObject({ sent: 3, afterReady: 2, overNetwork: 1, elsewhere: [] });
  });

  it("names what went to another address, and only that", () => {
    const { elsewhere } = accountOf({ page: report(HOME, [asked(HOME, 1), asked("https://there.example/x", 2)]) }, null);
    expect(elsewhere.map(({ address }) => address)).toEqual(["https://there.example/x"]);
  });

  it("does not take for sent what the policy refused, by its address or by its origin", () => {
    const refusal = { directive: "connect-src", at: 2 };
    const nobody = { answeredBy: "nobody" } as const;
    const requests = [asked("https://there.example/x", 2, nobody), asked("https://frame.example/y", 3, nobody), asked("https://other.example/", 4, nobody)];
    const account = accountOf({ page: report(HOME, requests, { refusals: [{ ...refusal, blocked: "https://there.example/x" }, { ...refusal, blocked: "https://frame.example" }] }) }, 0);
    expect(account.elsewhere.map(({ address }) => address)).toEqual(["https://other.example/"]);
    expect(account.sent).toBe(1);
  });

  it("does not count the reading of the policy, and says that it does not", () => {
    const account = accountOf({ page: report(HOME, [asked(HOME, 1, { initiator: "navigation" }), asked(HOME, 5, { initiator: "fetch" })]) }, 2);
    expect(account).toMatchObject({ sent: 1, afterReady: 0, ours: 1 });
  });
});
