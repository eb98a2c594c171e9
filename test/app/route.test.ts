import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectRoute, readRoute, runsRoute, STEPS, writeRoute, type Route } from "../../src/app/state/route.ts";

const ids = fc.string({ minLength: 1, unit: "grapheme" }).filter((id) => id.isWellFormed());
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ screen: "welcome" }),
  fc.constant<Route>({ screen: "library" }),
  fc.constantFrom<Route>({ screen: "trust", part: null }, { screen: "trust", part: "storage" }),
  ids.map(runsRoute),
  fc.record({ id: ids, step: fc.constantFrom(...STEPS), run: fc.option(ids) }).map(({ id, step, run }) => projectRoute(id, step, run)),
);

describe("the route in the hash", () => {
  it("is read back as it was written, whatever the ids hold", () => {
    fc.assert(fc.property(routes, (route) => void expect(readRoute(writeRoute(route))).toEqual(route)));
  });

  it("leads somewhere for any text", () => {
    fc.assert(fc.property(fc.string(), (hash) => void expect(["welcome", "library", "trust", "project"]).toContain(readRoute(hash).screen)));
  });

  it("takes an unknown step for the data", () => {
    expect(readRoute("#/project/7/dance")).toEqual(projectRoute("7", "data"));
    expect(readRoute("#/project")).toEqual({ screen: "welcome" });
  });
});
