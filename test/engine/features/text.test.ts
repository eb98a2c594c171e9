import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenizers } from "../../../src/engine/data/tokenizers.ts";
import { input, numbers } from "./open.ts";

const cells = ["the cat", "the dog sat", "the end", null];
interface Facts {
  readonly idx2str: readonly string[];
  readonly max_sequence_length: number;
}
const factsOf = (preprocessing: object = {}): Facts => input("text", cells, preprocessing).feature.facts as unknown as Facts;

describe("text", () => {
  test("specials first, then tokens by frequency; as long as the longest text and two symbols", () => {
    expect(factsOf()).toMatchObject({
      idx2str: ["<EOS>", "<SOS>", "<PAD>", "<UNK>", "the", "cat", "dog", "end", "sat"],
      max_sequence_length: 5,
    });
    expect(factsOf({ sequence_length: 9 }).max_sequence_length).toBe(9);
    expect(factsOf({ max_sequence_length: 4 }).max_sequence_length).toBe(4);
    expect(factsOf({ max_sequence_length: null }).max_sequence_length).toBe(5);
    expect(factsOf({ most_common: 1 }).idx2str).toHaveLength(5);
  });

  test("start, tokens, stop, padding; unseen words, blanks and missing cells", () => {
    const { feature } = input("text", cells);
    expect(numbers(feature, "ids", ["the cat", "a dog", "", null])).toEqual([1, 4, 5, 0, 2, 1, 3, 6, 0, 2, 1, 0, 2, 2, 2, 1, 3, 0, 2, 2]);
  });

  test("padding on the left; a text too long loses its end on either side", () => {
    const long = "the cat sat the dog end";
    expect(numbers(input("text", cells, { padding: "left" }).feature, "ids", ["cat", long])).toEqual([2, 2, 1, 5, 0, 1, 4, 5, 8, 4]);
    expect(numbers(input("text", cells).feature, "ids", [long])).toEqual([1, 4, 5, 8, 4]);
    expect(input("text", cells, { max_sequence_length: 4 }).complaints).toEqual([
      expect.stringContaining("1 of 4 texts of the training rows are longer than 4 tokens"),
    ]);
  });

  test("symbols have the names the user gives, and the text cannot spell them", () => {
    const { feature } = input("text", ["PAD here", "x"], { padding_symbol: "PAD", unknown_symbol: "?" });
    expect(feature.facts).toMatchObject({ idx2str: ["<EOS>", "<SOS>", "PAD", "?", "here", "x"] });
    expect(numbers(feature, "ids", ["PAD here"])).toEqual([1, 3, 4, 0]);
  });

  test("lowercase, and fill values", () => {
    expect(factsOf({ lowercase: true }).idx2str).toContain("the");
    const { feature } = input("text", cells, { fill_value: "the dog" });
    expect(numbers(feature, "ids", [null])).toEqual(numbers(feature, "ids", ["the dog"]));
    const mode = input("text", ["a b", "a b", "c", null], { missing_value_strategy: "fill_with_mode" }).feature;
    expect(numbers(mode, "ids", [null])).toEqual(numbers(mode, "ids", ["a b"]));
  });

  test("tokenizers that need a vocabulary of others are refused with a sentence", () => {
    expect(input("text", cells, { tokenizer: "sentencepiece" }).problems).toEqual([
      expect.stringContaining("'sentencepiece' is known to Ludwig but not in Fidelio yet"),
    ]);
  });
});

describe("tokenizers", () => {
  test.each([
    ["space", " a  b\tc d ", ["a", "b\tc", "d"]],
    ["space_punct", "Don't stop_it: naïve 3.5€!", ["Don", "'", "t", "stop_it", ":", "naïve", "3", ".", "5", "€", "!"]],
    ["characters", "a 🦜", ["a", " ", "🦜"]],
    ["underscore", " a _ b__c ", ["a", "b", "", "c"]],
    ["comma", "a, b,,c", ["a", "b", "", "c"]],
    ["untokenized", " a b ", [" a b "]],
    ["stripped", " a b ", ["a b"]],
  ] as const)("%s", (name, text, tokens) => expect(tokenizers[name](text)).toEqual(tokens));

  test("space_punct loses nothing but blanks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(tokenizers.space_punct(text).join("")).toBe(text.replaceAll(/\s/gu, ""));
      }),
    );
  });
});
