import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canRedo, canUndo, historyOf, push, redo, settle, undo, type History } from "../../../src/engine/config/history.ts";

describe("history", () => {
  it("goes back and forth", () => {
    const three = push(push(historyOf("a"), "b"), "c");
    expect([undo(three).present, undo(undo(three)).present, undo(undo(undo(three))).present]).toEqual(["b", "a", "a"]);
    expect([canUndo(three), canRedo(three), canRedo(undo(three))]).toEqual([true, false, true]);
    expect(redo(undo(three)).present).toBe("c");
  });

  it("takes a burst of typing back in one step, until it is settled", () => {
    const typed = ["1", "12", "123"].reduce((h, text) => push(h, text, "trainer.epochs"), historyOf("0"));
    expect(undo(typed).present).toBe("0");
    const paused = push(settle(typed), "1234", "trainer.epochs");
    expect(undo(paused).present).toBe("123");
    expect(undo(push(typed, "x", "trainer.early_stop")).present).toBe("123");
  });

  it("keeps the newest 500 steps", () => {
    const many = Array.from({ length: 600 }, (_, i) => i + 1).reduce((h, n) => push(h, n), historyOf(0));
    expect([many.past.length, many.past[0]]).toEqual([500, 100]);
  });

  const step = fc.oneof(fc.constantFrom("undo" as const, "redo" as const), fc.tuple(fc.nat(5), fc.constantFrom(null, "field")));
  type Step = "undo" | "redo" | readonly [number, string | null];
  const run = (steps: readonly Step[]): History<number> =>
    steps.reduce<History<number>>((h, s) => (s === "undo" ? undo(h) : s === "redo" ? redo(h) : push(h, s[0], s[1])), historyOf(-1));

  it("undo and redo are each other's inverse, and neither loses a step", () => {
    fc.assert(fc.property(fc.array(step), (steps) => {
      const h = run(steps);
      const all = [...h.past, h.present, ...h.future];
      if (canUndo(h)) expect(redo(undo(h))).toEqual({ ...h, burst: null });
      if (canRedo(h)) expect(undo(redo(h))).toEqual({ ...h, burst: null });
      for (const other of [undo(h), redo(h), settle(h)]) expect([...other.past, other.present, ...other.future]).toEqual(all);
    }));
  });

  it("a push forgets the future and is undone to where it began", () => {
    fc.assert(fc.property(fc.array(step), fc.integer({ min: 100 }), (steps, value) => {
      const h = run(steps);
      const next = push(h, value);
      expect(next.future).toEqual([]);
      expect(undo(next).present).toBe(h.present);
      expect(push(next, value)).toBe(next);
    }));
  });
});
