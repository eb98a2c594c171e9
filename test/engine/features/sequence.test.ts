import { expect, test } from "vitest";
import { input, numbers } from "./open.ts";

const cells = ["home cart, home", "home", null];

test("a sequence is cut at spaces alone, between start and stop", () => {
  const { feature } = input("sequence", cells);
  expect(feature.facts).toMatchObject({ idx2str: ["<EOS>", "<SOS>", "<PAD>", "<UNK>", "home", "cart,"], max_sequence_length: 5, tokenizer: "space" });
  expect(numbers(feature, "ids", ["home cart,", "cart", null])).toEqual([1, 4, 5, 0, 2, 1, 3, 0, 2, 2, 1, 3, 0, 2, 2]);
});

test("longer ones lose their end and are told as sequences", () => {
  expect(input("sequence", cells, { max_sequence_length: 3 }).complaints).toEqual([expect.stringMatching(/^note: 1 of 3 sequences of the training rows are longer than 3 tokens/)]);
  expect(input("sequence", [null]).complaints).toEqual([expect.stringMatching(/^note: the training rows hold no token/)]);
});
