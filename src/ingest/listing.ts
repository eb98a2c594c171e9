/** Notes of many things: the sentence names the first of them, the list goes as far as anyone reads. */
import { note, type Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/folder.ts";

/** As many as a sentence names. */
const NAMED = 5;
const MOST = 1_000;

/** Nothing where there are none. */
export function noteOfMany(say: (items: readonly string[]) => string, items: readonly string[]): Problem[] {
  if (items.length === 0) return [];
  return [{ ...note([], say(items)), ...(items.length > NAMED && { all: listed(items) }) }];
}

export const listed = (items: readonly string[]): readonly string[] => (items.length > MOST ? [...items.slice(0, MOST), words.more(items.length - MOST)] : items);
