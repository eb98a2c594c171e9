import { words } from "../../messages/en/assets.ts";
import type { Begins } from "../data/assets.ts";
import { seededRandom } from "../data/random.ts";
import { wordVectors, type WordVectors } from "../data/word-vectors.ts";
import { error, fixSet, note } from "../schema/problem.ts";
import type { ChosenEncoder } from "./feature.ts";
import type { Outside } from "./outside.ts";

const KEY = "pretrained_embeddings";
/** Where every encoder keeps its table of vectors. */
const TABLE = "embedding/embeddings";
/** Ludwig's distance from the average of a word without a vector. */
const NOISE = 0.01;
const SYMBOL = /^<[A-Z]+>$/;

/** Word vectors from a file, as the first values of an encoder's table of vectors; null where it names none. */
export function vectorsFrom(encoder: ChosenEncoder): Outside | null {
  const name = encoder[KEY];
  if (typeof name !== "string") return null;
  return {
    frozen: false,
    replaces: false,
    async problems(assets, path) {
      const bytes = assets.bytes(name);
      if (!bytes) return []; // whoever reads files has said so
      const vectors = wordVectors(bytes);
      if (!vectors) return [error([...path, KEY], words.about(KEY, name, words.vectors.none("the 0.418 0.249 -0.412")))];
      if (encoder["representation"] === "sparse") return [error([...path, "representation"], words.vectors.sparse, fixSet([...path, "representation"], "dense"))];
      const asked = encoder["embedding_size"];
      if (asked === vectors.width || typeof asked !== "number") return [];
      const at = [...path, "embedding_size"];
      return [note(at, words.about(KEY, name, words.vectors.width(vectors.width, asked)), fixSet(at, vectors.width))];
    },
    *take(own, assets, complain) {
      const facts = yield* own();
      const bytes = assets.bytes(name);
      const vectors = bytes ? wordVectors(bytes) : null;
      if (!vectors) return { facts, begins: null };
      const table = tableOf(vocabularyOf(facts), vectors);
      complain("note", table.found > 0 ? words.vectors.found(table.found, table.words, name) : words.vectors.noneFound(table.words, name));
      if (vectors.odd > 0) complain("note", words.vectors.odd(vectors.odd, name));
      return { facts: { ...facts, outside: { vectors: vectors.width } }, begins: table.begins };
    },
  };
}

/** Every encoder with a table of vectors has facts that list what stands in it. */
function vocabularyOf(facts: unknown): readonly string[] {
  const listed: unknown = typeof facts === "object" && facts !== null && "idx2str" in facts ? facts.idx2str : null;
  if (!Array.isArray(listed)) throw new Error("internal: an encoder of vectors without a vocabulary");
  return listed as readonly string[]; // labels and tokens are texts
}

interface Table { readonly words: number; readonly found: number; readonly begins: Begins | null }

/** [words, width]: a word without a vector begins near the average of those that have one, as in Ludwig. Special symbols count as no words. */
function tableOf(vocabulary: readonly string[], { width, of }: WordVectors): Table {
  const rows = vocabulary.map((word) => of(word));
  const counted = vocabulary.filter((word) => !SYMBOL.test(word)).length;
  const present = rows.filter((row) => row !== undefined);
  if (present.length === 0) return { words: counted, found: 0, begins: null };
  const mean = Float64Array.from({ length: width }, (_, i) => present.reduce((sum, row) => sum + row[i]!, 0) / present.length);
  const values = new Float32Array(vocabulary.length * width);
  rows.forEach((row, at) => values.set(row ?? near(mean, vocabulary[at]!), at * width));
  return { words: counted, found: rows.filter((row, at) => row && !SYMBOL.test(vocabulary[at]!)).length, begins: { weights: new Map([[TABLE, values]]), whole: false } };
}

/** The same for the same word, whichever its neighbours. */
function near(mean: Float64Array, word: string): Float32Array {
  const random = seededRandom(0, word);
  return Float32Array.from(mean, (value) => value + NOISE * (2 * random() - 1));
}
