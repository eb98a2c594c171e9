import { describe, expect, it } from "vitest";
import { forgetsUnvisited } from "../../src/app/screens/trust/forgets.ts";
import { TrustState, type PlacePort, type TrustPorts } from "../../src/app/state/trust.svelte.ts";
import type { Attempt } from "../../src/privacy/attempts.ts";
import type { PlaceReport } from "../../src/privacy/place.ts";

const HOME = "https://here.example/";
const request = (address: string, at: number) => ({ address, at, initiator: "script", milliseconds: 1, bytes: 1, answeredBy: "network" }) as const;
const report = (...requests: PlaceReport["requests"]): PlaceReport => ({ address: HOME, policies: [], isolated: true, requests, refusals: [] });
const refused: readonly Attempt[] = [{ way: "fetch", result: "refused", directive: "connect-src" }];

const port = (reports: readonly (PlaceReport | null)[], attempts: readonly Attempt[] | Error = refused): PlacePort => {
  let asked = 0;
  return {
    look: async () => reports[Math.min(asked++, reports.length - 1)] ?? null,
    tryToSend: async () => {
      if (attempts instanceof Error) throw attempts;
      return attempts;
    },
  };
};
const ports = (more: Partial<TrustPorts> = {}): TrustPorts => ({ page: port([report(request(HOME, 1))]), data: port([report()]), engine: port([report()]), ...more });

describe("trust", () => {
  it("tells a worker that is not started from one that gives no answer", async () => {
    const dead: PlacePort = { ...port([]), look: () => Promise.reject(new Error("gone")) };
    const trust = new TrustState(ports({ data: port([null]), engine: dead }));
    await trust.look();
    expect([trust.places.page.state, trust.places.data.state, trust.places.engine.state]).toEqual(["seen", "not_started", "silent"]);
  });

  it("forgets nothing when a worker is started anew", async () => {
    const trust = new TrustState(ports({ engine: port([report(request(`${HOME}first.wasm`, 5)), null, report(request(`${HOME}second.wasm`, 9))]) }));
    for (let i = 0; i < 3; i++) await trust.look();
    expect(trust.account.rows.map(({ address }) => address)).toEqual([HOME, `${HOME}first.wasm`, `${HOME}second.wasm`]);
  });

  it("lists a request once however often one looks", async () => {
    const trust = new TrustState(ports());
    for (let i = 0; i < 3; i++) await trust.look();
    expect(trust.account.rows).toHaveLength(1);
  });

  it("is held only when all three places refused everything", async () => {
    const verdict = async (more: Partial<TrustPorts>) => {
      const trust = new TrustState(ports(more));
      expect(trust.verdict).toBe("untried");
      await trust.tryToSend();
      return trust.verdict;
    };
    const open = (result: Attempt["result"]) => port([report()], [...refused, { way: "WebSocket", result, directive: null }]);
    expect(await verdict({})).toBe("held");
    expect(await verdict({ engine: open("absent") })).toBe("held");
    expect(await verdict({ engine: open("not_refused") })).toBe("open");
    expect(await verdict({ page: open("not_tried") })).toBe("open");
    expect(await verdict({ data: port([report()], new Error("gone")) })).toBe("half");
  });
});

it("warns of seven days in browsers made with WebKit, unless the page is installed", () => {
  expect(forgetsUnvisited({ vendor: "Apple Computer, Inc." }, false)).toBe(true);
  expect(forgetsUnvisited({ vendor: "Apple Computer, Inc." }, true)).toBe(false);
  expect(forgetsUnvisited({ vendor: "Google Inc." }, false)).toBe(false);
});
