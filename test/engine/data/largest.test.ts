import fc from "fast-check";
import { expect, it } from "vitest";
import { largestOf } from "../../../src/engine/data/largest.ts";

it("are those that sorting all would put first, of equals the earlier", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -3, max: 9 })), fc.integer({ min: 0, max: 12 }), (sizes, wanted) => {
    const sorted = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    expect(largestOf(sizes.length, (place) => sizes[place]!, wanted)).toEqual(sorted.slice(0, wanted));
  }));
});
