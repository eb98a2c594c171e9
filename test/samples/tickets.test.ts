import { describe, expect, test } from "vitest";
import { bayes, bayesRates, cells, header, observers, outputs, tickets } from "../../scripts/tickets.mjs";
import { sentences } from "../../scripts/ticket-sentences.mjs";

const made = tickets();

describe("the synthetic tickets", () => {
  test("come from a process whose probabilities sum to one", () => {
    expect(cells().reduce((sum, cell) => sum + cell.probability, 0)).toBeCloseTo(1, 12);
  });

  test.each(outputs)("need text and table together for %s", (output) => {
    const rates = bayesRates();
    const rate = (observer: string) => rates[observer]?.[output] ?? Number.NaN;
    expect(rate("joint")).toBeGreaterThan(0.9);
    expect(rate("joint") - rate("text")).toBeGreaterThan(0.1);
    expect(rate("joint") - rate("table")).toBeGreaterThan(0.1);
  });

  test.each(outputs)("reach the computed Bayes rates for %s, within three standard errors", (output) => {
    const column = header.indexOf(output);
    for (const observe of Object.values(observers)) {
      const { rate, best } = bayes(observe, output);
      const right = made.filter(({ cell, row }) => best.get(observe(cell)) === row[column]).length / made.length;
      expect(Math.abs(right - rate)).toBeLessThan(3 * Math.sqrt((rate * (1 - rate)) / made.length));
    }
  });

  test("show in their text which sentence was meant, in spite of slots and typing errors", () => {
    const words = (text: string) => new Set(text.toLowerCase().replace(/\{\w+\}/g, " ").match(/[a-z]+/g));
    const known = sentences.map(({ text }) => ({ text, words: words(text) }));
    const wrong = made.filter(({ cell, row }) => {
      const seen = words(row[0] ?? "");
      const share = (candidate: Set<string>) => [...candidate].filter((word) => seen.has(word)).length / candidate.size;
      return known.reduce((a, b) => (share(b.words) > share(a.words) ? b : a)).text !== cell.sentence;
    });
    expect(wrong.length / made.length).toBeLessThan(0.005);
  });

  test("show in the fare which half was meant, and in the columns who wrote about what", () => {
    for (const { cell, row } of made) {
      expect(Number(row[2]) >= 20).toBe(cell.high);
      expect([row[1], row[3]]).toEqual([cell.app, cell.driver ? "yes" : "no"]);
    }
  });

  test("are the same for the same seed and others for another", () => {
    const rows = (seed: number) => tickets({ rows: 50, seed }).map(({ row }) => row);
    expect(rows(3)).toEqual(rows(3));
    expect(rows(3)).not.toEqual(rows(4));
  });
});
