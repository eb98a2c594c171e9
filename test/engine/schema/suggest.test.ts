import fc from "fast-check";
import { expect, it } from "vitest";
import { suggest } from "../../../src/engine/schema/suggest.ts";

it.each([
  ["traniner", ["trainer", "combiner"], "trainer"],
  ["training", ["trainer", "combiner"], "trainer"],
  ["Dense", ["dense", "onehot"], "dense"],
  ["epoch", ["epochs", "early_stop"], "epochs"],
  ["ab", ["ba"], "ba"],
  ["x", ["y", "z"], undefined],
  ["tabnet", ["concat"], undefined],
])("%s among %j: %s", (word, known, expected) => {
  expect(suggest(word, known).word).toBe(expected);
});

it("says what is known when nothing is near", () => {
  expect(suggest("tabnet", ["concat", "sum"]).sentence).toBe("known are: concat, sum");
  expect(suggest("tabnet", []).sentence).toBe("nothing is known here");
});

it("finds a word that was written with one slip", () => {
  const words = ["input_features", "output_features", "preprocessing", "early_stop", "learning_rate"];
  fc.assert(fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom("swap", "drop", "double"), (word, n, slip) => {
    const i = n % (word.length - 1);
    const written = slip === "swap" ? word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2) : slip === "drop" ? word.slice(0, i) + word.slice(i + 1) : word.slice(0, i) + word[i]! + word.slice(i);
    expect(suggest(written, words).word).toBe(word);
  }));
});
