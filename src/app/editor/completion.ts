/** What is offered while a config is typed: keys of the block, values of the key, names of columns. */
import type { Language } from "../../engine/config/language.ts";
import { factsOf } from "../forms/about.ts";
import { valueAt } from "../forms/config-view.ts";
import { late } from "../messages/late.ts";
import { offersAt, type Offer } from "./language-at.ts";
import { contextAt, type YamlContext } from "./yaml-context.ts";

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly info: string;
  /** What is written instead of what was typed. */
  readonly text: string;
  readonly kind: "key" | "value";
}
export interface Suggestions { readonly from: number; readonly options: readonly Suggestion[] }

export interface Known { readonly language: Language; readonly columns: readonly string[]; /** The config as it last could be read. */ readonly config: unknown }

export function suggestionsAt(text: string, offset: number, { language, columns, config }: Known): Suggestions | null {
  const context = contextAt(text, offset);
  if (!context) return null;
  const offers = offersAt(language, config, columns, context.path);
  if (context.key !== null) {
    const offer = offers.find((o) => o.key === context.key);
    const options = offer?.values.map((v): Suggestion => ({ label: v.label, detail: v.label === offer.default ? late.model.form.default : "", info: v.detail, text: v.text, kind: "value" })) ?? [];
    return options.length === 0 ? null : { from: context.from, options };
  }
  const present = valueAt(config, context.path);
  const taken = typeof present === "object" && present !== null ? Object.keys(present).filter((k) => k !== context.typed) : [];
  const column = offset - context.typed.length - (text.lastIndexOf("\n", offset - 1) + 1);
  const options = offers.filter((o) => !taken.includes(o.key)).map((o) => keySuggestion(o, context, column));
  return options.length === 0 ? null : { from: context.from, options };
}

/** A block goes on in the line below, two columns in. */
function keySuggestion(offer: Offer, { inBraces }: YamlContext, column: number): Suggestion {
  const text = offer.block && !inBraces ? `${offer.key}:\n${" ".repeat(column + 2)}` : `${offer.key}: `;
  return { label: offer.key, detail: offer.default === "" ? "" : late.model.editor.default(offer.default), info: offer.description, text, kind: "key" };
}

/** What the word under the pointer means: a key of the language. */
export function helpAt(text: string, offset: number, known: Known): { readonly from: number; readonly to: number; readonly title: string; readonly text: string; readonly detail: string } | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const word = wordAround(text, offset);
  if (!word || !/^\s*:/.test(text.slice(word.to))) return null;
  const context = contextAt(text, word.from);
  if (!context || word.from < lineStart) return null;
  const key = text.slice(word.from, word.to);
  const offer = offersAt(known.language, known.config, known.columns, context.path).find((o) => o.key === key);
  return offer ? { ...word, title: key, text: offer.description, detail: factsAbout(offer) } : null;
}

const factsAbout = ({ field, default: standard }: Offer): string =>
  field ? factsOf(field) : standard === "" ? "" : late.model.editor.default(standard);

function wordAround(text: string, offset: number): { readonly from: number; readonly to: number } | null {
  const isWord = (c: string | undefined) => c !== undefined && /[\w]/.test(c);
  let from = offset;
  while (isWord(text[from - 1])) from -= 1;
  let to = offset;
  while (isWord(text[to])) to += 1;
  return from === to ? null : { from, to };
}
