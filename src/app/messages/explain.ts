/** Finds the words of the glossary: in a sentence by their spellings, in the config language by their keys. */
import { glossaryKeys } from "./glossary-keys.ts";
import { t, type GlossaryWord } from "./index.ts";

/** A sentence in pieces; those with a word can be explained. */
export interface Piece { readonly text: string; readonly word: GlossaryWord | null }

const list = (text: string): readonly string[] => text.split(/,\s*/).filter((part) => part !== "");
const words = (): readonly GlossaryWord[] => Object.keys(t.glossary) as GlossaryWord[]; // the keys of one object

interface Index { readonly pattern: RegExp; readonly byForm: ReadonlyMap<string, GlossaryWord>; readonly byKey: ReadonlyMap<string, GlossaryWord> }
let index: Index | null = null;

/** Made when it is first asked for, in the language in use by then. */
function indexed(): Index {
  if (index) return index;
  const byForm = new Map(words().flatMap((word) => list(t.glossary[word].forms).map((form) => [form.toLocaleLowerCase(), word] as const)));
  const byKey = new Map(words().flatMap((word) => (glossaryKeys[word] ?? []).map((key) => [key, word] as const)));
  // The longest first, so that "validation rows" is not taken for "validation".
  const forms = [...byForm.keys()].toSorted((a, b) => b.length - a.length).map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  index = { pattern: new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join("|")})(?![\\p{L}\\p{N}_-])`, "giu"), byForm, byKey };
  return index;
}

/** Each word once, where it first stands. */
export function explain(sentence: string): readonly Piece[] {
  const { pattern, byForm } = indexed();
  const seen = new Set<GlossaryWord>();
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: text, index: at } of sentence.matchAll(pattern)) {
    const word = byForm.get(text.toLocaleLowerCase());
    if (!word || seen.has(word)) continue;
    seen.add(word);
    if (at > from) pieces.push({ text: sentence.slice(from, at), word: null });
    pieces.push({ text, word });
    from = at + text.length;
  }
  if (from < sentence.length) pieces.push({ text: sentence.slice(from), word: null });
  return pieces;
}

/** The word that explains a parameter, a part or a metric of the config language. */
export const wordOfKey = (key: string): GlossaryWord | null => indexed().byKey.get(key) ?? null;
