import type { Json } from "../../schema/json.ts";
import { asBytes } from "./bytes.ts";
import { at, isBlock, isOn, list, NotUnderstood, plainPattern, textAt, type Block } from "./reading.ts";

/** Cuts a normalised text into words; `isFirst`: it begins the whole text, rather than following an added token. */
export type PreTokenise = (text: string, isFirst: boolean) => readonly string[];

const PART = "pre_tokenizer";

/** A pre-tokeniser by its description; null keeps a text whole. Throws `NotUnderstood`. */
export function preTokenizer(described: Json): PreTokenise {
  if (described === null) return whole;
  const type = isBlock(described) ? textAt(described, "type") : null;
  const make = type !== null && Object.hasOwn(KNOWN, type) ? KNOWN[type] : undefined;
  if (!make || !isBlock(described)) throw new NotUnderstood(PART, type ?? JSON.stringify(described));
  return make(described);
}

const whole: PreTokenise = (text) => (text === "" ? [] : [text]);

const KNOWN: Readonly<Record<string, (block: Block) => PreTokenise>> = {
  Sequence(block) {
    const steps = list(at(block, "pretokenizers")).map(preTokenizer);
    return (text, isFirst) => steps.reduce<readonly string[]>((words, step) => words.flatMap((word, i) => step(word, isFirst && i === 0)), whole(text, isFirst));
  },
  BertPreTokenizer: () => (text) => text.split(/\p{White_Space}+/u).flatMap((word) => separated(word, BERT_PUNCTUATION, "Isolated")),
  Whitespace: () => (text) => text.match(/[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\p{White_Space}]+/gu) ?? [],
  WhitespaceSplit: () => (text) => text.split(/\p{White_Space}+/u).filter(Boolean),
  Punctuation: (block) => (text) => separated(text, BERT_PUNCTUATION, textAt(block, "behavior") ?? "Isolated"),
  Digits(block) {
    const pattern = isOn(block, "individual_digits", false) ? /\p{N}/gu : /\p{N}+/gu;
    return (text) => separated(text, pattern, "Isolated");
  },
  Split(block) {
    const pattern = plainPattern("pre_tokenizer Split", at(block, "pattern"));
    if (isOn(block, "invert", false)) throw new NotUnderstood(PART, "Split, invert");
    const behavior = textAt(block, "behavior") ?? "Isolated";
    return (text) => separated(text, new RegExp(pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "gu"), behavior);
  },
  ByteLevel(block) {
    const [prefixed, cuts] = [isOn(block, "add_prefix_space", true), isOn(block, "use_regex", true)];
    return (text) => {
      const spaced = prefixed && text !== "" && !text.startsWith(" ") ? ` ${text}` : text;
      return (cuts ? (spaced.match(GPT2) ?? []) : whole(spaced, false)).map(asBytes);
    };
  },
  Metaspace(block) {
    const mark = textAt(block, "replacement") ?? "▁";
    const scheme = textAt(block, "prepend_scheme") ?? (isOn(block, "add_prefix_space", true) ? "always" : "never");
    const cuts = isOn(block, "split", true);
    return (text, isFirst) => {
      const marked = text.replaceAll(" ", mark);
      const prepends = marked !== "" && !marked.startsWith(mark) && (scheme === "always" || (scheme === "first" && isFirst));
      const begun = prepends ? mark + marked : marked;
      return cuts ? separated(begun, new RegExp(mark, "gu"), "MergedWithNext") : whole(begun, isFirst);
    };
  },
};

/** Every sign of ASCII that is no letter, digit or blank counts, and what Unicode calls punctuation. */
const BERT_PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/gu;

/** Radford et al., 2019. */
const GPT2 = /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** A text cut at what a pattern finds, and what becomes of that. */
function separated(text: string, pattern: RegExp, behavior: string): readonly string[] {
  const parts: { readonly text: string; readonly found: boolean }[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (index > from) parts.push({ text: text.slice(from, index), found: false });
    parts.push({ text: found, found: true });
    from = index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), found: false });
  return joined(parts, behavior);
}

function joined(parts: readonly { readonly text: string; readonly found: boolean }[], behavior: string): readonly string[] {
  const words: string[] = [];
  switch (behavior) {
    case "Isolated": return parts.map(({ text }) => text);
    case "Removed": return parts.filter(({ found }) => !found).map(({ text }) => text);
    case "Contiguous":
      parts.forEach((part, i) => (i > 0 && parts[i - 1]!.found === part.found ? words.push(words.pop()! + part.text) : words.push(part.text)));
      return words;
    case "MergedWithPrevious":
      parts.forEach((part, i) => (part.found && i > 0 && !parts[i - 1]!.found ? words.push(words.pop()! + part.text) : words.push(part.text)));
      return words;
    case "MergedWithNext":
      parts.forEach((part, i) => (!part.found && i > 0 && parts[i - 1]!.found ? words.push(words.pop()! + part.text) : words.push(part.text)));
      return words;
    default: throw new NotUnderstood(PART, behavior);
  }
}
