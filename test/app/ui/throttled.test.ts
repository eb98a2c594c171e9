import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Throttled } from "../../../src/app/ui/throttled.ts";

describe("what is said in a live region", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const speech = () => {
    const said: string[] = [];
    return { said, throttled: new Throttled<string>(10_000, (text) => said.push(text)) };
  };

  it("passes the first at once and then the latest, ten seconds apart", () => {
    const { said, throttled } = speech();
    for (let round = 1; round <= 100; round++) {
      throttled.call(`Round ${round}`);
      vi.advanceTimersByTime(300);
    }
    expect(said).toEqual(["Round 1", "Round 34", "Round 67", "Round 100"]);
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(4);
  });

  it("says at once that it has ended, and no round after it", () => {
    const { said, throttled } = speech();
    throttled.call("Round 1");
    throttled.call("Round 2");
    throttled.urgent("Stopped by itself");
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["Round 1", "Stopped by itself"]);
  });
});
