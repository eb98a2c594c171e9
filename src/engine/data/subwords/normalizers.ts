import type { Json } from "../../schema/json.ts";
import { at, isBlock, isOn, list, NotUnderstood, plainPattern, textAt, type Block } from "./reading.ts";

export type Normalise = (text: string) => string;

const PART = "normalizer";

/** A normaliser by its description; null leaves a text as it is. Throws `NotUnderstood`. */
export function normalizer(described: Json): Normalise {
  if (described === null) return (text) => text;
  const type = isBlock(described) ? textAt(described, "type") : null;
  const make = type !== null && Object.hasOwn(KNOWN, type) ? KNOWN[type] : undefined;
  if (!make || !isBlock(described)) throw new NotUnderstood(PART, type ?? JSON.stringify(described));
  return make(described);
}

const KNOWN: Readonly<Record<string, (block: Block) => Normalise>> = {
  Sequence(block) {
    const steps = list(at(block, "normalizers")).map(normalizer);
    return (text) => steps.reduce((done, step) => step(done), text);
  },
  BertNormalizer: bert,
  Lowercase: () => lowercase,
  NFC: () => (text) => text.normalize("NFC"),
  NFD: () => (text) => text.normalize("NFD"),
  NFKC: () => (text) => text.normalize("NFKC"),
  NFKD: () => (text) => text.normalize("NFKD"),
  StripAccents: () => (text) => text.replaceAll(/\p{M}/gu, ""),
  Strip(block) {
    const [left, right] = [isOn(block, "strip_left", true), isOn(block, "strip_right", true)];
    return (text) => stripped(text, left, right);
  },
  Prepend(block) {
    const prefix = textAt(block, "prepend") ?? "";
    return (text) => (text === "" ? "" : prefix + text);
  },
  Replace(block) {
    const pattern = plainPattern("normalizer Replace", at(block, "pattern"));
    const content = textAt(block, "content") ?? "";
    return (text) => text.replaceAll(pattern, () => content);
  },
};

/** Letter by letter: a last sigma is a sigma like others. */
const lowercase = (text: string): string => Array.from(text, (character) => character.toLowerCase()).join("");

const isSpace = (character: string): boolean => /\p{White_Space}/u.test(character);

function stripped(text: string, left: boolean, right: boolean): string {
  let [start, end] = [0, text.length];
  while (left && start < end && isSpace(text[start]!)) start++;
  while (right && end > start && isSpace(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Ideographs as BERT counts them, each a word by itself. */
const IDEOGRAPH = /[\u{4E00}-\u{9FFF}\u{3400}-\u{4DBF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]/gu;

/** Devlin et al., 2018: control characters go, spaces become blanks, ideographs stand apart, accents and capitals go. */
function bert(block: Block): Normalise {
  const lowers = isOn(block, "lowercase", true);
  const steps: Normalise[] = [];
  if (isOn(block, "clean_text", true)) steps.push(cleaned);
  if (isOn(block, "handle_chinese_chars", true)) steps.push((text) => text.replaceAll(IDEOGRAPH, " $& "));
  if (isOn(block, "strip_accents", lowers)) steps.push((text) => text.normalize("NFD").replaceAll(/\p{Mn}/gu, ""));
  if (lowers) steps.push(lowercase);
  return (text) => steps.reduce((done, step) => step(done), text);
}

const cleaned: Normalise = (text) => text.replaceAll(/[\t\n\r]/g, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu, "").replaceAll(/\p{White_Space}/gu, " ");
