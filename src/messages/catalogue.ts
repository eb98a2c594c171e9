/**
 * Catalogues of sentences. One is written in English, as an object of strings and of functions with typed parameters, and is
 * read as the words of the language in use: `words.unknownKey("parameter", key)`. A language replaces the words of every
 * catalogue in place, so page, workers and command line each choose theirs once, at their start.
 */
export type Entry = string | ((...args: never[]) => string) | readonly Entry[] | { readonly [key: string]: Entry };
export interface Catalogue { readonly [key: string]: Entry }

/** The shape of a catalogue without its English words: what another language has to say. */
export type Messages<C> = C extends string ? string : C extends (...args: infer A) => string ? (...args: A) => string : { readonly [K in keyof C]: Messages<C[K]> };

export interface Language {
  /** The words of one catalogue, by its name; `en` are the English ones. */
  words(name: string, en: Catalogue): Catalogue;
  /** A help text of a parameter or a part: these stand in English beside what they explain. */
  help(english: string): string;
}

export const english: Language = { words: (_, en) => en, help: (text) => text };

const known: { readonly name: string; readonly en: Catalogue; readonly live: Record<string, Entry> }[] = [];
let language = english;

/** The words of a catalogue in the language in use, now and after every change of it. Groups may not be kept across a change. */
export function catalogue<const C extends Catalogue>(name: string, en: C): Messages<C> {
  const live = { ...language.words(name, en) };
  known.push({ name, en, live });
  return live as Messages<C>; // a language says the same keys: held by the type that its files satisfy
}

/** From now on all catalogues, those loaded later too, speak this language. */
export function speak(next: Language): void {
  language = next;
  for (const { name, en, live } of known) Object.assign(live, next.words(name, en));
}

/** A help text in the language in use. */
export const help = (text: string): string => language.help(text);

/** The English words of every catalogue that is loaded, by its name: what a translator is given, and what tests read. */
export const catalogues = (): ReadonlyMap<string, Catalogue> => new Map(known.map(({ name, en }) => [name, en]));
