/**
 * A language made from English for tests: ⟦Ŧȟîš~~ îš~ ȧ~ šéñţéñçé~~~~⟧. Whatever stands on a screen without brackets is data, or was
 * written outside the catalogues; what the longer words push out of its place will break in German too.
 */
import type { Catalogue, Entry, Language } from "./catalogue.ts";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "ȧƀçđéƒğȟîĵķłɱñöƥɋřšţüṽŵẋýžȦƁÇĐÉƑĞȞÎĴĶŁṀÑÖƤɊŘŠŢÜṼŴẊÝŽ";
const accents: ReadonlyMap<string, string> = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i] ?? letter]));

/** Words of other languages are about this much longer, each by itself: a line breaks between them. */
const LONGER = 0.4;

export const pseudo: Language = {
  words: (_, en) => group(en),
  help: (text) => foreign(text, []),
};

const group = (entries: Catalogue): Catalogue => Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, strange(entry)]));

const isList = (entry: Entry): entry is readonly Entry[] => Array.isArray(entry);

function strange(entry: Entry): Entry {
  if (typeof entry === "string") return foreign(entry, []);
  if (isList(entry)) return entry.map(strange);
  if (typeof entry === "object") return group(entry);
  const say = entry as (...args: unknown[]) => string; // called with the arguments of the English function, whose place it takes
  return (...args: unknown[]) => foreign(say(...args), args.flatMap(textsIn));
}

/** Names, cells and sentences that were filled in: data, which no language changes. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function foreign(text: string, data: readonly string[]): string {
  if (text.trim() === "") return text;
  const longestFirst = [...new Set(data)].sort((a, b) => b.length - a.length);
  const pieces = longestFirst.reduce<readonly Piece[]>((cut, datum) => cut.flatMap((piece) => without(piece, datum)), [{ text, kept: false }]);
  return `⟦${pieces.map((piece) => (piece.kept ? piece.text : piece.text.replaceAll(/[a-z]+/gi, longer))).join("")}⟧`;
}

const longer = (word: string): string => `${[...word].map((letter) => accents.get(letter) ?? letter).join("")}${"~".repeat(Math.ceil(word.length * LONGER))}`;

interface Piece { readonly text: string; readonly kept: boolean }

/** A piece cut at every place where a datum stands in it. */
const without = (piece: Piece, datum: string): readonly Piece[] =>
  piece.kept ? [piece] : piece.text.split(datum).flatMap((text, i) => [...(i > 0 ? [{ text: datum, kept: true }] : []), { text, kept: false }]);
